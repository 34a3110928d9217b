import { asc, count, eq, isNull, sql } from "drizzle-orm";
import { componentGroups, components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { localDate } from "#lib/core/time";
import type { ComponentState, ComponentVisibility } from "../terms.ts";
import { getComponentRow, getGroupRow } from "./for-change.ts";

export interface ComponentItem {
  id: string;
  name: string;
  description: string;
  state: ComponentState;
  visibility: ComponentVisibility;
  /** Customers that use it. */
  userCount: number;
  isArchived: boolean;
}

export interface GroupItem {
  /** Null for the components in no group, which come last. */
  id: string | null;
  name: string;
  description: string;
  components: ComponentItem[];
}

/** The whole catalog in its order, for staff: every group, also empty ones, and every component, also archived ones. */
export async function listComponents(ctx: Context): Promise<GroupItem[]> {
  requirePermission(ctx, "console.read");
  const groups = await ctx.read
    .select({ id: componentGroups.id, name: componentGroups.name, description: componentGroups.description })
    .from(componentGroups)
    .orderBy(asc(componentGroups.position), asc(componentGroups.name), asc(componentGroups.id));
  const rows = await ctx.read.select().from(components).orderBy(asc(components.position), asc(components.name), asc(components.id));
  const users = await countUsers(ctx);
  const byGroup = Map.groupBy(rows, (row) => row.groupId);
  const itemsOf = (groupId: string | null): ComponentItem[] =>
    (byGroup.get(groupId) ?? []).map(({ id, name, description, state, visibility, archivedAt }) => ({ id, name, description, state, visibility, userCount: users.get(id) ?? 0, isArchived: archivedAt !== null }));
  const loose = itemsOf(null);
  return [...groups.map((group) => ({ ...group, components: itemsOf(group.id) })), ...(loose.length > 0 ? [{ id: null, name: "", description: "", components: loose }] : [])];
}

async function countUsers(ctx: Context): Promise<Map<string, number>> {
  const rows = await ctx.read
    .select({ componentId: customerComponents.componentId, users: count() })
    .from(customerComponents)
    .innerJoin(customers, eq(customers.id, customerComponents.customerId))
    .where(isNull(customers.archivedAt))
    .groupBy(customerComponents.componentId);
  return new Map(rows.map((row) => [row.componentId, row.users]));
}

export interface ComponentChoice {
  id: string;
  name: string;
  groupName: string | null;
  visibility: ComponentVisibility;
}

/** What can be chosen, in the catalog's order. */
export async function listComponentChoices(ctx: Context): Promise<ComponentChoice[]> {
  requirePermission(ctx, "console.read");
  return ctx.read
    .select({ id: components.id, name: components.name, groupName: componentGroups.name, visibility: components.visibility })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .where(isNull(components.archivedAt))
    .orderBy(sql`${componentGroups.id} is null`, asc(componentGroups.position), asc(componentGroups.name), asc(components.position), asc(components.name), asc(components.id));
}

export async function listGroupChoices(ctx: Context): Promise<{ id: string; name: string }[]> {
  requirePermission(ctx, "console.read");
  return ctx.read.select({ id: componentGroups.id, name: componentGroups.name }).from(componentGroups).orderBy(asc(componentGroups.position), asc(componentGroups.name), asc(componentGroups.id));
}

export interface ComponentDetails {
  id: string;
  name: string;
  description: string;
  groupId: string;
  visibility: ComponentVisibility;
  showsHistory: boolean;
  startedOn: string;
  version: number;
  archivedAt: number | null;
  users: { id: string; name: string }[];
}

/** A component as its form shows it. */
export async function getComponent(ctx: Context, { id }: { id: string }): Promise<ComponentDetails> {
  requirePermission(ctx, "console.read");
  const { name, description, groupId, visibility, showsHistory, startedAt, version, archivedAt } = await getComponentRow(ctx.read, id);
  const users = await ctx.read
    .select({ id: customers.id, name: customers.name })
    .from(customerComponents)
    .innerJoin(customers, eq(customers.id, customerComponents.customerId))
    .where(sql`${customerComponents.componentId} = ${id} and ${customers.archivedAt} is null`)
    .orderBy(asc(customers.name));
  return { id, name, description, groupId: groupId ?? "", visibility, showsHistory, startedOn: localDate(startedAt, "UTC"), version, archivedAt, users };
}

export interface GroupDetails {
  id: string;
  name: string;
  description: string;
  version: number;
  /** The group it stands behind, empty where it is the first. */
  after: string;
  others: { id: string; name: string }[];
}

export async function getGroup(ctx: Context, { id }: { id: string }): Promise<GroupDetails> {
  requirePermission(ctx, "console.read");
  const { name, description, version } = await getGroupRow(ctx.read, id);
  const all = await listGroupChoices(ctx);
  const place = all.findIndex((each) => each.id === id);
  return { id, name, description, version, after: all[place - 1]?.id ?? "", others: all.filter((each) => each.id !== id) };
}
