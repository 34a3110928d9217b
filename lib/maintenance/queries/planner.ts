import { asc, eq, isNull, or, sql } from "drizzle-orm";
import { componentGroups, components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";

export interface PlannerChoices {
  customers: { id: string; name: string }[];
  components: { id: string; name: string; group: string | null }[];
}

/** What the planner offers: every customer, and every component in the catalog's order. */
export async function listPlannerChoices(ctx: Context): Promise<PlannerChoices> {
  requirePermission(ctx, "maintenance.post");
  const everyone = await ctx.read.select({ id: customers.id, name: customers.name }).from(customers).where(isNull(customers.archivedAt)).orderBy(asc(customers.name));
  const catalog = await ctx.read
    .select({ id: components.id, name: components.name, group: componentGroups.name })
    .from(components)
    .leftJoin(componentGroups, eq(componentGroups.id, components.groupId))
    .where(isNull(components.archivedAt))
    .orderBy(sql`${componentGroups.id} is null`, asc(componentGroups.position), asc(components.position), asc(components.name));
  return { customers: everyone, components: catalog };
}

/** The times of what is planned already; null where there is no such work. */
export async function findPlannedTimes(ctx: Context, id: string): Promise<{ id: string; scheduledFor: number; scheduledUntil: number } | null> {
  requirePermission(ctx, "maintenance.post");
  const { scheduledFor, scheduledUntil } = maintenances;
  const [row] = await ctx.read.select({ id: maintenances.id, scheduledFor, scheduledUntil }).from(maintenances).where(or(eq(maintenances.id, id), eq(maintenances.code, id)));
  return row ?? null;
}
