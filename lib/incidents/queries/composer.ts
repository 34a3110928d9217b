import { asc, eq, isNull, sql } from "drizzle-orm";
import { componentGroups, components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import type { ComponentState } from "#lib/catalog/terms";

export interface ComposerChoices {
  customers: { id: string; name: string }[];
  components: { id: string; name: string; group?: string; state: ComponentState }[];
}

/** What the composer offers: every customer, and every component in the catalog's order. */
export async function listComposerChoices(ctx: Context): Promise<ComposerChoices> {
  requirePermission(ctx, "incidents.post");
  const everyone = await ctx.read.select({ id: customers.id, name: customers.name }).from(customers).where(isNull(customers.archivedAt)).orderBy(asc(customers.name));
  const catalog = await ctx.read
    .select({ id: components.id, name: components.name, group: componentGroups.name, state: components.state })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .where(isNull(components.archivedAt))
    .orderBy(sql`${componentGroups.id} is null`, asc(componentGroups.position), asc(components.position), asc(components.name));
  return { customers: everyone, components: catalog.map(({ group, ...component }) => ({ ...component, ...(group === null ? {} : { group }) })) };
}
