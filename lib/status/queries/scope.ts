import { and, asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Audience } from "#lib/access/terms";
import { visibleComponents } from "#lib/catalog/queries/visible";
import type { Context } from "#lib/access/context";

/** A component as one audience knows it: by its own name for it, if it has one. */
export interface KnownComponent {
  id: string;
  name: string;
  description: string;
  groupId: string | null;
  groupName: string | null;
  showsHistory: boolean;
  startedAt: number;
  isArchived: boolean;
  /** The audience uses it: true for all where the audience is no customer. */
  isUsed: boolean;
}

export type KnownComponents = ReadonlyMap<string, KnownComponent>;

/** Every component the audience may know of, in the order it is shown to them. What is not in here has no name for them. */
export async function loadKnownComponents(ctx: Context): Promise<KnownComponents> {
  const rows = await (ctx.audience.kind === "customer" ? ofCustomer(ctx.read, ctx.audience, ctx.audience.customerId) : ofCatalog(ctx.read, ctx.audience));
  return new Map(rows.map(({ archivedAt, ownName, usedId, ...row }) => [row.id, { ...row, name: ownName ?? row.name, isArchived: archivedAt !== null, isUsed: usedId !== null }]));
}

const { id, name, description, groupId, showsHistory, startedAt, archivedAt } = getTableColumns(components);
const known = { id, name, description, groupId, groupName: componentGroups.name, showsHistory, startedAt, archivedAt };
const catalogOrder = [asc(componentGroups.position), asc(componentGroups.name), asc(components.position), asc(components.name), asc(components.id)];

async function ofCatalog(read: ReadDb, audience: Audience) {
  return read
    .select({ ...known, ownName: sql<string | null>`null`, usedId: components.id })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .where(visibleComponents(read, audience))
    .orderBy(sql`${componentGroups.id} is null`, ...catalogOrder);
}

async function ofCustomer(read: ReadDb, audience: Audience, customerId: string) {
  return read
    .select({ ...known, ownName: customerComponents.ownName, usedId: customerComponents.componentId })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .leftJoin(customerComponents, and(eq(customerComponents.componentId, components.id), eq(customerComponents.customerId, customerId)))
    .where(visibleComponents(read, audience))
    .orderBy(sql`${customerComponents.position} is null`, asc(customerComponents.position), sql`${componentGroups.id} is null`, ...catalogOrder);
}

/** The zone an audience's days and times are in. */
export async function loadZone(ctx: Context): Promise<string> {
  if (ctx.audience.kind !== "customer") return "UTC";
  const [row] = await ctx.read.select({ timeZone: customers.timeZone }).from(customers).where(eq(customers.id, ctx.audience.customerId));
  return row?.timeZone ?? "UTC";
}
