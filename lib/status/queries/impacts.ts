import { and, asc, eq, gt, inArray, isNull, lte, or, type SQL } from "drizzle-orm";
import { impactIntervals, incidents } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { ComponentState } from "#lib/catalog/terms";
import { listActive } from "#lib/incidents/queries/reach";
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

type Stored = Impact & { id: string };

/** More incidents than this in the time of the bars would fill them all the same. */
const incidentsAtMost = 2_000;
const { id, componentId, incidentId, maintenanceId, state, from, until } = impactIntervals;
const columns = { id, componentId, incidentId, maintenanceId, state, from, until };

/** Impact on these components since an instant, as far as the audience may see what caused it. The only source of a state shown to it. */
export async function loadImpacts(ctx: Context, input: { componentIds: string[]; since: number }): Promise<Impact[]> {
  if (input.componentIds.length === 0) return [];
  const during = and(lte(from, ctx.now), or(isNull(until), gt(until, input.since)));
  const asked = new Set(input.componentIds);
  const active = await listActive(ctx, { since: input.since, limit: incidentsAtMost });
  const [ofIncidents, ofWork, causeless] = await Promise.all([active.length > 0 ? selectCaused(ctx, and(inArray(incidentId, active), during)) : [], selectPlanned(ctx, during), selectCauseless(ctx, during)]);
  // Not a condition of the query: an engine that begins at a component reads everything that ever happened to it, to anybody.
  return [...ofIncidents, ...ofWork, ...causeless].filter((impact) => asked.has(impact.componentId)).toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

/** The same for one component, beginning there: all that ever happened to it is little beside all that lately happened to any. */
export async function loadImpactsOn(ctx: Context, input: { componentId: string; since: number }): Promise<Impact[]> {
  const during = and(eq(componentId, input.componentId), lte(from, ctx.now), or(isNull(until), gt(until, input.since)));
  return [...(await selectCaused(ctx, during)), ...(await selectPlanned(ctx, during)), ...(await selectCauseless(ctx, during))];
}

export async function loadImpactsOf(ctx: Context, incidentIds: string[]): Promise<Impact[]> {
  return selectCaused(ctx, inArray(incidentId, incidentIds));
}

async function selectCaused(ctx: Context, which: SQL | undefined): Promise<Stored[]> {
  return ctx.read.select(columns).from(impactIntervals).innerJoin(incidents, eq(incidents.id, incidentId)).where(and(which, visibleIncidents(ctx.read, ctx.audience))).orderBy(asc(from), asc(id));
}

async function selectPlanned(ctx: Context, which: SQL | undefined): Promise<Stored[]> {
  return ctx.read.select(columns).from(impactIntervals).innerJoin(maintenances, eq(maintenances.id, maintenanceId)).where(and(isNull(incidentId), which, visibleMaintenances(ctx.read, ctx.audience)));
}

// An impact without a cause is known to staff only: there is nothing that says who else may know.
async function selectCauseless(ctx: Context, which: SQL | undefined): Promise<Stored[]> {
  if (ctx.audience.kind !== "staff") return [];
  return ctx.read.select(columns).from(impactIntervals).where(and(isNull(incidentId), isNull(maintenanceId), which));
}
