import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import { impactIntervals, incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { ComponentState } from "#lib/catalog/terms";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { visibleMaintenances } from "#lib/maintenance/queries/visible";

export interface Impact {
  componentId: string;
  incidentId: string | null;
  maintenanceId: string | null;
  state: ComponentState;
  from: number;
  until: number | null;
}

/** Impact on these components since an instant, as far as the audience may see what caused it. The only source of a state shown to it. */
export async function loadImpacts(ctx: Context, input: { componentIds: string[]; since: number }): Promise<Impact[]> {
  if (input.componentIds.length === 0) return [];
  return selectImpacts(ctx, and(inArray(impactIntervals.componentId, input.componentIds), lte(impactIntervals.from, ctx.now), or(isNull(impactIntervals.until), gt(impactIntervals.until, input.since))));
}

export async function loadImpactsOfIncident(ctx: Context, incidentId: string): Promise<Impact[]> {
  return selectImpacts(ctx, eq(impactIntervals.incidentId, incidentId));
}

async function selectImpacts(ctx: Context, which: SQL | undefined): Promise<Impact[]> {
  const { componentId, incidentId, maintenanceId, state, from, until } = impactIntervals;
  return ctx.read
    .select({ componentId, incidentId, maintenanceId, state, from, until })
    .from(impactIntervals)
    .leftJoin(incidents, eq(incidents.id, impactIntervals.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, impactIntervals.maintenanceId))
    .where(and(which, hasVisibleCause(ctx)))
    .orderBy(asc(impactIntervals.from), asc(impactIntervals.id));
}

// An impact without a cause is known to staff only: there is nothing that says who else may know.
function hasVisibleCause(ctx: Context): SQL | undefined {
  if (ctx.audience.kind === "staff") return sql`1 = 1`;
  const ofIncident = and(isNotNull(incidents.id), visibleIncidents(ctx.read, ctx.audience));
  const ofMaintenance = and(isNotNull(maintenances.id), visibleMaintenances(ctx.read, ctx.audience));
  return or(ofIncident, ofMaintenance);
}
