import { and, asc, eq, gt, isNull, or, sql, type SQL } from "drizzle-orm";
import { hasRow } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { customerComponents } from "#db/schema/customers";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceSeries } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { type Addressed, canSee, concernOf } from "#lib/incidents/rules/audience";
import { type ShownSeries, shownColumns } from "./series.ts";

// In the words of the partial index: an engine that is given values instead does not see that it fits.
/** What is not over. */
export const isOpen = sql`${maintenances.state} in ('scheduled', 'in_progress', 'verifying')`;

/** The condition on `maintenances` that holds for what an audience may see: the same four words as for incidents. */
export function visibleMaintenances(read: ReadDb, audience: Audience): SQL {
  const isPublic = eq(maintenances.visibility, "public");
  if (audience.kind === "staff") return sql`1 = 1`;
  if (audience.kind === "public") return isPublic;
  const usesAffected = read
    .select({ one: sql`1` })
    .from(maintenanceComponents)
    .innerJoin(customerComponents, eq(customerComponents.componentId, maintenanceComponents.componentId))
    .where(and(eq(maintenanceComponents.maintenanceId, maintenances.id), eq(customerComponents.customerId, audience.customerId)));
  const isNamed = read
    .select({ one: sql`1` })
    .from(maintenanceCustomers)
    .where(and(eq(maintenanceCustomers.maintenanceId, maintenances.id), eq(maintenanceCustomers.customerId, audience.customerId)));
  const conditions = or(isPublic, and(eq(maintenances.visibility, "affected"), hasRow(usesAffected.limit(1))), and(eq(maintenances.visibility, "selected"), hasRow(isNamed.limit(1))));
  return conditions ?? isPublic;
}

const seriesAtMost = 200;

/** Series that go on, as far as the audience may see them: by the same four words. There are few, so the rule is asked of each. */
export async function listVisibleSeries(ctx: Context): Promise<ShownSeries[]> {
  const { visibility, customerIds, firstAt, id, endedAt } = maintenanceSeries;
  const rows = await ctx.read.select({ shown: shownColumns, componentIds: maintenanceSeries.componentIds, visibility, customerIds }).from(maintenanceSeries).where(or(isNull(endedAt), gt(endedAt, ctx.now))).orderBy(asc(firstAt), asc(id)).limit(seriesAtMost);
  const used = await listUsed(ctx.read, ctx.audience);
  return rows.filter((series) => seesSeries(ctx.audience, { series, usedComponentIds: used })).map(({ shown }) => shown);
}

/** Whether an audience may know that something repeats: one of its times may be for other readers than the series. */
export function seesSeries(audience: Audience, { series, usedComponentIds }: { series: Addressed; usedComponentIds: readonly string[] }): boolean {
  const customer = { id: audience.kind === "customer" ? audience.customerId : "", usedComponentIds };
  return canSee(series.visibility, audience, concernOf(series, customer));
}

async function listUsed(read: ReadDb, audience: Audience): Promise<string[]> {
  if (audience.kind !== "customer") return [];
  return (await read.select({ id: customerComponents.componentId }).from(customerComponents).where(eq(customerComponents.customerId, audience.customerId))).map((each) => each.id);
}
