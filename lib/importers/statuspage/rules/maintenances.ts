import { inOrder } from "../../../incidents/rules/state.ts";
import { type MaintenanceState, maintenanceStates } from "../../../maintenance/terms.ts";
import type { StatuspageIncident, StatuspageUpdate } from "../input.ts";
import type { FoundIncident } from "./collect.ts";
import { affectedBy, componentIds, permalink, timesOf } from "./incidents.ts";
import type { PlannedMaintenance, Remark } from "../../history/rules/planned.ts";

/** A scheduled maintenance of Statuspage as one of ours. */
export function planMaintenance({ file, page, incident }: FoundIncident, notes: Remark[]): PlannedMaintenance {
  const updates = inOrder(incident.incident_updates.map((update) => ({ id: update.id, state: maintenanceState(update.status), ...timesOf(update), body: update.body, components: affectedBy(update) })));
  const scheduledFor = incident.scheduled_for ?? incident.started_at ?? incident.created_at;
  const { scheduledUntil, reason } = endOf(incident, scheduledFor);
  if (reason) notes.push({ file, item: incident.id, reason });
  return {
    externalId: incident.id,
    code: incident.id,
    url: permalink(page?.url, incident.id),
    title: incident.name,
    state: maintenanceState(incident.status),
    scheduledFor,
    scheduledUntil,
    startedAt: updates.find((update) => update.state !== "scheduled")?.occurredAt ?? null,
    completedAt: updates.find((update) => update.state === "completed")?.occurredAt ?? null,
    createdAt: incident.created_at,
    componentExternalIds: componentIds(incident),
    updates: updates.map(({ id, ...update }) => ({ externalId: id, ...update })),
  };
}

function endOf(incident: StatuspageIncident, scheduledFor: number): { scheduledUntil: number; reason: string | null } {
  const told = incident.scheduled_until;
  if (told !== null && told >= scheduledFor) return { scheduledUntil: told, reason: null };
  return { scheduledUntil: Math.max(scheduledFor, incident.resolved_at ?? scheduledFor), reason: "It has no usable planned end: its actual one was taken." };
}

function maintenanceState(status: StatuspageUpdate["status"]): MaintenanceState {
  const known = maintenanceStates.find((state) => state === status);
  return known ?? (status === "resolved" || status === "postmortem" ? "completed" : "in_progress");
}
