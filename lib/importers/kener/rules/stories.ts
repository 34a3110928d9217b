import type { ComponentState } from "../../../catalog/terms.ts";
import { impactOf } from "../../../incidents/rules/impact.ts";
import { inOrder, lifecycleOf } from "../../../incidents/rules/state.ts";
import type { IncidentState } from "../../../incidents/terms.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";
import type { PlannedIncident, PlannedMaintenance } from "../../history/rules/planned.ts";
import type { KenerComment, KenerEvent, KenerIncident, KenerMaintenance } from "../input.ts";

const states: Record<"UP" | "DOWN" | "DEGRADED" | "MAINTENANCE", ComponentState> = { UP: "operational", DOWN: "major_outage", DEGRADED: "degraded_performance", MAINTENANCE: "under_maintenance" };

export function componentId(tag: string): string {
  return `kener-${tag}`;
}

/** An incident with its comments. What comments do not say, its own times do: it begins under its title, and ends with one word. */
export function planIncident(incident: KenerIncident, comments: readonly KenerComment[]): PlannedIncident {
  const externalId = `kener-incident-${incident.id}`;
  const told = comments.map(({ id, comment, state, timestamp }) => ({ id: `kener-comment-${id}`, state: state.toLowerCase() as IncidentState, body: comment, occurredAt: timestamp, recordedAt: timestamp }));
  const begins = incident.start_date_time;
  if (!told.some(({ occurredAt }) => occurredAt <= begins)) told.push({ id: `${externalId}-begin`, state: "investigating", body: incident.title, occurredAt: begins, recordedAt: begins });
  const end = incident.end_date_time ?? null;
  const last = Math.max(...told.map(({ occurredAt }) => occurredAt));
  if (incident.state === "RESOLVED" && inOrder(told).at(-1)?.state !== "resolved") told.push({ id: `${externalId}-end`, state: "resolved", body: "Resolved.", occurredAt: Math.max(end ?? last, last), recordedAt: Math.max(end ?? last, last) });
  const affected = incident.monitors.map(({ monitor_tag: tag, impact }) => ({ externalId: componentId(tag), state: states[impact] }));
  const updates = inOrder(told).map(({ id, ...update }, index) => ({ externalId: id, ...update, components: index === 0 ? affected.filter(({ state }) => state !== "operational") : [] }));
  const { state, startedAt, resolvedAt } = lifecycleOf(told);
  return {
    externalId,
    // The address that Kener has for it.
    code: String(incident.id),
    url: incident.url,
    title: incident.title,
    state,
    impact: impactOf(affected.map((each) => each.state)),
    startedAt: Math.min(startedAt, begins),
    resolvedAt,
    createdAt: begins,
    componentExternalIds: affected.map((each) => each.externalId).toSorted(),
    updates,
  };
}

const eventStates: Record<KenerEvent["event_status"], MaintenanceState> = { SCHEDULED: "scheduled", READY: "scheduled", ONGOING: "in_progress", COMPLETED: "completed", CANCELLED: "cancelled" };

/** Each time of a maintenance is planned work of its own. */
export function planEvent(event: KenerEvent, { title, description, monitors }: KenerMaintenance): PlannedMaintenance {
  const externalId = `kener-event-${event.id}`;
  const state = eventStates[event.event_status];
  const [from, until] = [event.start_date_time, event.end_date_time];
  const ids = monitors.map(({ monitor_tag: tag }) => componentId(tag));
  const during = ids.map((id) => ({ externalId: id, state: "under_maintenance" as const }));
  const after = ids.map((id) => ({ externalId: id, state: "operational" as const }));
  const post = (word: string, { at, ...said }: Pick<PlannedMaintenance["updates"][number], "state" | "body" | "components"> & { at: number }) => ({ externalId: `${externalId}-${word}`, occurredAt: at, recordedAt: at, ...said });
  const hasBegun = state === "in_progress" || state === "completed";
  return {
    externalId,
    code: `maintenance-${event.id}`,
    url: event.url,
    title,
    state,
    scheduledFor: from,
    scheduledUntil: Math.max(from, until),
    startedAt: hasBegun ? from : null,
    completedAt: state === "completed" ? until : null,
    createdAt: from,
    componentExternalIds: [...ids].toSorted(),
    updates: [
      post("plan", { at: from, state: "scheduled", body: description || title, components: [] }),
      ...(hasBegun ? [post("begin", { at: from, state: "in_progress", body: "Under way.", components: during })] : []),
      ...(state === "completed" ? [post("end", { at: until, state: "completed", body: "Completed.", components: after })] : []),
      ...(state === "cancelled" ? [post("off", { at: from, state: "cancelled", body: "Cancelled.", components: [] })] : []),
    ],
  };
}
