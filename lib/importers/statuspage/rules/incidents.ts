import { type ComponentState, componentStates } from "../../../catalog/terms.ts";
import { inOrder, lifecycleOf } from "../../../incidents/rules/state.ts";
import { type IncidentImpact, type IncidentState, incidentStates } from "../../../incidents/terms.ts";
import { Component, type StatuspageIncident, type StatuspageUpdate } from "../input.ts";
import type { FoundIncident } from "./collect.ts";
import type { PlannedIncident, Remark } from "../../history/rules/planned.ts";

/** An incident of Statuspage as one of ours: state and resolution are those of its timeline. */
export function planIncident({ file, page, incident }: FoundIncident, notes: Remark[]): PlannedIncident {
  const note = (reason: string) => notes.push({ file, item: incident.id, reason });
  const updates = inOrder(incident.incident_updates.map((update) => ({ id: update.id, state: incidentState(update.status), ...timesOf(update), update })));
  const { state, startedAt: toldAt, resolvedAt } = lifecycleOf(updates);
  if (incident.incident_updates.some((update) => update.status === "postmortem")) note("Its post-mortem was taken as one more update of the resolved incident.");
  if (updates.some(({ update }) => stillAffected(update).length > 0)) note("It leaves components in trouble after its resolution: here they are operational again from then on.");
  if (state !== incidentState(incident.status)) note(`It says ${incident.status}, its timeline ends as ${state}: the timeline was taken.`);
  return {
    externalId: incident.id,
    code: incident.id,
    url: permalink(page?.url, incident.id),
    title: incident.name,
    state,
    impact: impactOf(incident),
    startedAt: earliestStart(incident, { toldAt, note }),
    resolvedAt,
    createdAt: incident.created_at,
    componentExternalIds: componentIds(incident),
    updates: updates.map(({ id, state: updateState, occurredAt, recordedAt, update }) => ({
      externalId: id,
      state: updateState,
      body: update.body,
      occurredAt,
      recordedAt,
      components: affectedBy(update),
    })),
  };
}

// A beginning after the end, as written down by hand afterwards, would make a negative duration: what was told first then counts.
function earliestStart(incident: StatuspageIncident, { toldAt, note }: { toldAt: number; note: (reason: string) => void }): number {
  const startedAt = incident.started_at ?? incident.created_at;
  if (incident.resolved_at !== null && incident.resolved_at < startedAt) note("It was resolved before it started: the time of its first update was taken as its start.");
  return Math.min(startedAt, toldAt);
}

export function timesOf(update: StatuspageUpdate): { occurredAt: number; recordedAt: number } {
  return { occurredAt: update.display_at ?? update.created_at, recordedAt: update.created_at };
}

export function permalink(pageUrl: string | null | undefined, id: string): string | null {
  return pageUrl ? `${pageUrl}/incidents/${id}` : null;
}

/** Every component it lists or an update of it names, each once. */
export function componentIds(incident: StatuspageIncident): string[] {
  const listed = incident.components.flatMap((item) => Component.safeParse(item).data?.id ?? []);
  const named = incident.incident_updates.flatMap((update) => update.affected_components.flatMap(({ code }) => code ?? []));
  return [...new Set([...listed, ...named])].toSorted();
}

function incidentState(status: StatuspageUpdate["status"]): IncidentState {
  const known = incidentStates.find((state) => state === status);
  return known ?? (status === "postmortem" || status === "completed" ? "resolved" : "identified");
}

function impactOf({ impact }: StatuspageIncident): IncidentImpact {
  return impact === "maintenance" ? "none" : impact;
}

/** What changed, or was bad and stayed so: most updates only repeat that all is well. A resolution leaves nothing in trouble. */
export function affectedBy(update: StatuspageUpdate): { externalId: string; state: ComponentState }[] {
  const told = new Map(namedBy(update).filter(({ state, before }) => state !== "operational" || before !== "operational").map(({ externalId, state }) => [externalId, state]));
  for (const externalId of stillAffected(update)) told.delete(externalId);
  return [...told].map(([externalId, state]) => ({ externalId, state })).toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

function stillAffected(update: StatuspageUpdate): string[] {
  if (!["resolved", "postmortem", "completed"].includes(update.status)) return [];
  return namedBy(update).flatMap(({ externalId, state }) => (state === "operational" ? [] : [externalId]));
}

function namedBy(update: StatuspageUpdate): { externalId: string; state: ComponentState; before: string | null }[] {
  return update.affected_components.flatMap(({ code, old_status: before, new_status: status }) => {
    const state = componentStates.find((known) => known === status);
    return code && state ? [{ externalId: code, state, before: before ?? null }] : [];
  });
}
