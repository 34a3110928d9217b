import { and, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { impactIntervals, incidentComponents, incidents, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { listStillActive } from "#lib/incidents/queries/reach";
import { impactOf } from "#lib/incidents/rules/impact";
import type { IncidentSummary, OpenIncidentView } from "../terms.ts";
import { listMergeTargets } from "./merged.ts";
import type { KnownComponents } from "./scope.ts";
import { loadUpdates } from "./updates.ts";

const openLimit = 50;
/** With those that are resolved while something they held down is not up yet. */
const activeLimit = 200;

interface Selection {
  known: KnownComponents;
  where?: SQL | undefined;
  limit: number;
}

/** Incidents the audience may see, newest first. */
export async function loadIncidents(ctx: Context, selection: Selection): Promise<IncidentSummary[]> {
  const { id, code, title, visibility, state, impact, startedAt, resolvedAt, externalUrl, endedAs, mergedIntoId, backfilledAt } = incidents;
  const rows = await ctx.read
    .select({ id, code, title, visibility, state, impact, startedAt, resolvedAt, externalUrl, endedAs, mergedIntoId, backfilledAt })
    .from(incidents)
    .where(and(visibleIncidents(ctx.read, ctx.audience), selection.where))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(selection.limit);
  const touched = await loadTouched(ctx, rows.map((row) => row.id));
  const partlyKnown = rows.filter((row) => (touched.get(row.id) ?? []).some((componentId) => !selection.known.has(componentId)));
  const known = await loadKnownImpact(ctx, { known: selection.known, incidentIds: partlyKnown.map((row) => row.id) });
  const targets = await listMergeTargets(ctx, rows.flatMap((row) => row.mergedIntoId ?? []));
  return rows.map(({ visibility: shownTo, mergedIntoId: into, ...row }) => {
    const ids = new Set(touched.get(row.id));
    const seen = [...selection.known.values()].filter((component) => ids.has(component.id));
    const isTheirs = shownTo !== "public" || ids.size === 0 || seen.some((component) => component.isUsed);
    const mergedInto = (into === null ? undefined : targets.get(into)) ?? null;
    const ended = row.endedAs === "merged" && !mergedInto ? null : row.endedAs;
    return { ...row, endedAs: ended, mergedInto, impact: known.get(row.id) ?? row.impact, components: seen.map((component) => component.name), isTheirs };
  });
}

/** What is going on, each with its latest update and what was promised. */
export async function loadOpenIncidents(ctx: Context, known: KnownComponents): Promise<OpenIncidentView[]> {
  const active = await listStillActive(ctx, { limit: activeLimit });
  const open = await loadIncidents(ctx, { known, where: and(inArray(incidents.id, active), isNull(incidents.resolvedAt)), limit: openLimit });
  const incidentIds = open.map((incident) => incident.id);
  const [updates, due] = await Promise.all([loadUpdates(ctx, { known, incidentIds }), loadDue(ctx, incidentIds)]);
  return open.map((incident) => ({ ...incident, latest: updates.get(incident.id)?.[0] ?? null, promiseDueAt: due.get(incident.id) ?? null }));
}

/** When the next update of each incident was promised, while that promise is open. */
export async function loadDue(ctx: Context, incidentIds: string[]): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.read
    .select({ incidentId: promises.incidentId, dueAt: promises.dueAt })
    .from(promises)
    .where(and(inArray(promises.incidentId, incidentIds), eq(promises.kind, "next_update"), isNull(promises.settledAt)))
    .orderBy(desc(promises.dueAt));
  return new Map(rows.map((row) => [row.incidentId, row.dueAt]));
}

async function loadTouched(ctx: Context, incidentIds: string[]): Promise<Map<string, string[]>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.read.select().from(incidentComponents).where(inArray(incidentComponents.incidentId, incidentIds));
  return new Map([...Map.groupBy(rows, (row) => row.incidentId)].map(([id, of]) => [id, of.map((row) => row.componentId)]));
}

// The stored impact counts every component. Where the audience knows only some, it would tell of the others.
async function loadKnownImpact(ctx: Context, input: { known: KnownComponents; incidentIds: string[] }): Promise<Map<string, IncidentSummary["impact"]>> {
  if (input.incidentIds.length === 0) return new Map();
  const rows = await ctx.read
    .select({ incidentId: impactIntervals.incidentId, componentId: impactIntervals.componentId, state: impactIntervals.state })
    .from(impactIntervals)
    .where(inArray(impactIntervals.incidentId, input.incidentIds));
  const seen = rows.filter((row) => input.known.has(row.componentId));
  return new Map(input.incidentIds.map((id) => [id, impactOf(seen.filter((row) => row.incidentId === id).map((row) => row.state))]));
}
