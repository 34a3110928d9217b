import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { impactIntervals as intervalRows, incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { Touched } from "#lib/audit/record";
import { componentStates, type ComponentState } from "#lib/catalog/terms";
import { newId } from "#lib/core/ids";
import type { Addressed } from "../rules/audience.ts";
import { overlay } from "../rules/corrections.ts";
import { impactOfRecord, worstImpact } from "../rules/impact.ts";
import { impactIntervals, type ImpactInterval } from "../rules/intervals.ts";
import { lifecycleOf } from "../rules/state.ts";
import type { IncidentEnding, IncidentState, Visibility } from "../terms.ts";
import { loadCorrections, loadTimeline } from "../queries/for-change.ts";
import { makeFindable } from "./findable.ts";
import { touchedBy } from "./reach.ts";

interface Retelling {
  incidentId: string;
  version: number;
  title?: string;
  visibility?: Visibility;
  endedAs?: IncidentEnding;
  mergedIntoId?: string;
  /** Before and after the change: who saw it and who sees it both have a page that looks different. */
  reaches: readonly Addressed[];
}

/** Derives everything an incident's timeline and its corrections say (state, impact, times, intervals, component states) and stores it to be searched. */
export async function retell(tx: Tx, ctx: Context, { incidentId, reaches, ...changes }: Retelling): Promise<{ state: IncidentState; touches: Touched }> {
  const [timeline, corrections] = [await loadTimeline(tx, incidentId), await loadCorrections(tx, incidentId)];
  const { state, startedAt: firstAt, resolvedAt, lastUpdateAt } = lifecycleOf(timeline);
  const intervals = overlay(impactIntervals(timeline), corrections);
  const told = timeline.flatMap((update) => update.components);
  const corrected = new Set(corrections.map((each) => each.componentId));
  const imported = await findImported(tx, incidentId);
  const isFalseAlarm = (changes.endedAs ?? imported?.endedAs) === "false_alarm";
  const impact = worstImpact([impactOfRecord({ told, record: intervals, corrected }), isFalseAlarm ? "none" : (imported?.impact ?? "none")]);
  const startedAt = Math.min(firstAt, imported?.startedAt ?? firstAt);
  // What was a false alarm is one no more once it is open again.
  const reopened = state === "resolved" ? {} : { endedAs: null };
  await tx.update(incidents).set({ state, impact, startedAt, resolvedAt, lastUpdateAt, ...reopened, ...changes }).where(eq(incidents.id, incidentId));
  await syncIntervals(tx, ctx, { incidentId, intervals });
  await syncComponents(tx, [...new Set([...told.map((each) => each.componentId), ...corrected])]);
  await makeFindable(tx, [incidentId]);
  return { state, touches: await touchedBy(tx, reaches) };
}

// What came from another page was judged there, by people who saw more than its updates tell.
async function findImported(tx: Tx, incidentId: string) {
  const [imported] = await tx.select({ impact: incidents.impact, startedAt: incidents.startedAt, endedAs: incidents.endedAs }).from(incidents).where(and(eq(incidents.id, incidentId), isNotNull(incidents.externalId)));
  return imported;
}

/** Intervals that are told as before keep their ids. */
async function syncIntervals(tx: Tx, ctx: Context, told: { incidentId: string; intervals: ImpactInterval[] }): Promise<void> {
  const stored = await tx.select().from(intervalRows).where(eq(intervalRows.incidentId, told.incidentId));
  const keyOf = (interval: { componentId: string; from: number }) => `${interval.componentId} ${interval.from}`;
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  for (const interval of told.intervals) {
    const row = known.get(keyOf(interval));
    known.delete(keyOf(interval));
    if (!row) await tx.insert(intervalRows).values({ id: newId("int", ctx.now), incidentId: told.incidentId, ...interval });
    else if (row.state !== interval.state || row.until !== interval.until) await tx.update(intervalRows).set({ state: interval.state, until: interval.until }).where(eq(intervalRows.id, row.id));
  }
  const untold = [...known.values()].map((row) => row.id);
  if (untold.length > 0) await tx.delete(intervalRows).where(inArray(intervalRows.id, untold));
}

/** The staff's overall view of a component: the worst of everything that is open on it, whoever may see that. */
export async function syncComponents(tx: Tx, componentIds: readonly string[]): Promise<void> {
  const open = await tx
    .select({ componentId: intervalRows.componentId, state: intervalRows.state })
    .from(intervalRows)
    .where(and(inArray(intervalRows.componentId, [...componentIds]), isNull(intervalRows.until)));
  for (const id of componentIds.toSorted()) {
    const state = worstOf(open.filter((interval) => interval.componentId === id).map((interval) => interval.state));
    await tx.update(components).set({ state }).where(eq(components.id, id));
  }
}

function worstOf(states: ComponentState[]): ComponentState {
  return states.reduce<ComponentState>((worst, state) => (componentStates.indexOf(state) > componentStates.indexOf(worst) ? state : worst), "operational");
}
