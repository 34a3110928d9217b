import type { ComponentState } from "../../../catalog/terms.ts";
import { impactOf } from "../../../incidents/rules/impact.ts";
import type { IncidentState } from "../../../incidents/terms.ts";
import type { MaintenanceState } from "../../../maintenance/terms.ts";
import type { PlannedAnnouncement, PlannedIncident, PlannedMaintenance, PlannedUpdate } from "../../history/rules/planned.ts";
import type { Post } from "./post.ts";

export interface Story extends Post {
  externalId: string;
  code: string;
  url: string | null;
  systemIds: string[];
}

const states: Record<"down" | "disrupted" | "notice", ComponentState> = { down: "major_outage", disrupted: "degraded_performance", notice: "operational" };

export function planIncident(story: Story): PlannedIncident {
  const state = story.severity === null ? "operational" : states[story.severity];
  const troubled = state === "operational" ? [] : story.systemIds.map((externalId) => ({ externalId, state }));
  const updates = numbered(story, timelineOf(story)).map((update, index) => ({ ...update, components: index === 0 ? troubled : [] }));
  const { externalId, code, url, title, begins, ended } = story;
  return { externalId, code, url, title, state: updates.at(-1)?.state ?? "investigating", impact: impactOf([state]), startedAt: begins, resolvedAt: ended, createdAt: begins, componentExternalIds: story.systemIds, updates };
}

export function planMaintenance(story: Story): PlannedMaintenance {
  const { externalId, code, url, title, begins, ended, systemIds } = story;
  const during = systemIds.map((id) => ({ externalId: id, state: "under_maintenance" as const }));
  const after = systemIds.map((id) => ({ externalId: id, state: "operational" as const }));
  const told = timelineOf(story);
  const isOver = ended !== null && ended > begins;
  const updates = numbered(story, told).map(({ state, ...update }, index): PlannedUpdate<MaintenanceState> => {
    const isEnd = state === "resolved";
    const word = isEnd ? "completed" : ended === null ? "scheduled" : "in_progress";
    return { ...update, state: word, components: isEnd ? (isOver ? after : []) : index === 0 && isOver ? during : [] };
  });
  return {
    externalId,
    code,
    url,
    title,
    state: ended === null ? "scheduled" : "completed",
    scheduledFor: begins,
    scheduledUntil: ended ?? begins,
    startedAt: ended === null ? null : begins,
    completedAt: ended,
    createdAt: begins,
    componentExternalIds: systemIds,
    updates,
  };
}

/** What only informs stood there for as long as nobody took it down; here it is history unless it was pinned. */
export function planAnnouncement({ externalId, code, title, begins, isPinned, messages }: Story): PlannedAnnouncement {
  const body = messages.map((message) => message.body).join("\n\n");
  return { externalId, code, title, body: body === "" ? title : body, beginsAt: begins, endedAt: isPinned ? null : begins };
}

interface Told {
  state: IncidentState;
  at: number;
  body: string;
}

/** Oldest first. A post without times in it begins under its title, and its text is its last word. */
function timelineOf({ messages, begins, ended, title }: Story): Told[] {
  const timed = messages.flatMap(({ at, ...message }) => (at === null ? [] : [{ ...message, at }]));
  const untimed = messages.filter(({ at }) => at === null).map(({ body }) => body).join("\n\n");
  if (timed.length === 0) return withoutTimes({ begins, ended, title, body: untimed === "" ? title : untimed });
  const told: Told[] = timed.toReversed().toSorted((a, b) => a.at - b.at).map(({ at, body, state }, index) => ({ at, body, state: (state === "resolved" ? "monitoring" : state) ?? (index === 0 ? "investigating" : "identified") }));
  if (untimed !== "") told.unshift({ at: Math.min(begins, told[0]?.at ?? begins), body: untimed, state: "investigating" });
  const last = told.at(-1);
  if (ended === null || !last) return told;
  const saysSo = timed.some(({ at, state }) => at === last.at && state === "resolved");
  return saysSo ? [...told.slice(0, -1), { ...last, at: Math.max(last.at, ended), state: "resolved" }] : [...told, { at: ended, body: "Resolved.", state: "resolved" }];
}

function withoutTimes({ begins, ended, title, body }: { begins: number; ended: number | null; title: string; body: string }): Told[] {
  if (ended === null) return [{ at: begins, body, state: "investigating" }];
  if (ended <= begins) return [{ at: begins, body, state: "resolved" }];
  return [{ at: begins, body: title, state: "investigating" }, { at: ended, body, state: "resolved" }];
}

// Numbered from the oldest, so that a message that is added there is the only new one here.
function numbered({ externalId }: Story, told: readonly Told[]): Omit<PlannedUpdate<IncidentState>, "components">[] {
  return told.map(({ state, at, body }, index) => ({ externalId: `${externalId}-${index + 1}`, state, body, occurredAt: at, recordedAt: at }));
}
