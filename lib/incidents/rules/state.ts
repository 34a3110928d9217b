import { Failure } from "../../core/failure.ts";
import type { IncidentState } from "../terms.ts";

export interface TimelineEntry {
  id: string;
  state: IncidentState;
  occurredAt: number;
  recordedAt: number;
}

export interface Lifecycle {
  state: IncidentState;
  startedAt: number;
  /** When it last began to be only watched, since it was last opened. */
  monitoringAt: number | null;
  resolvedAt: number | null;
  lastUpdateAt: number;
}

/** Oldest first. A back-dated correction does not win over what was told later: by occurrence, then by record. */
export function inOrder<T extends Omit<TimelineEntry, "state">>(updates: readonly T[]): T[] {
  return updates.toSorted((a, b) => a.occurredAt - b.occurredAt || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
}

/** What an incident's timeline says about it, in whatever order its updates were written down. Throws when there is none. */
export function lifecycleOf(updates: readonly TimelineEntry[]): Lifecycle {
  const [first, ...rest] = inOrder(updates);
  if (!first) throw new Error("An incident without an update has no state.");
  return rest.reduce(advance, advance(null, first));
}

function advance(before: Lifecycle | null, update: TimelineEntry): Lifecycle {
  const wasResolved = before?.state === "resolved";
  const monitoringSoFar = wasResolved && update.state !== "resolved" ? null : (before?.monitoringAt ?? null);
  return {
    state: update.state,
    startedAt: before?.startedAt ?? update.occurredAt,
    monitoringAt: update.state === "monitoring" ? (monitoringSoFar ?? update.occurredAt) : monitoringSoFar,
    resolvedAt: update.state !== "resolved" ? null : (before?.resolvedAt ?? update.occurredAt),
    lastUpdateAt: update.occurredAt,
  };
}

/** How often a timeline goes from resolved back to an open state. */
export function countReopenings(updates: readonly TimelineEntry[]): number {
  const ordered = inOrder(updates);
  return ordered.filter((update, index) => ordered[index - 1]?.state === "resolved" && update.state !== "resolved").length;
}

/**
 * Whether an update may join a timeline, wherever in time it belongs. Open states may follow each other in any order, and
 * words may be added after the resolution; only re-opening must be asked for.
 */
export function requireLegalUpdate(timeline: readonly TimelineEntry[], update: TimelineEntry & { isReopening: boolean }): void {
  const before = countReopenings(timeline);
  const after = countReopenings([...timeline, update]);
  if (after > before && !update.isReopening) {
    throw new Failure("conflict", "This incident is resolved. Re-open it to post that something is still wrong.", { state: "Re-open the incident first, or keep it resolved." });
  }
}

/** Whether an update may be said to have happened at another time. The order must go on to make sense without anybody asking for it. */
export function requireLegalMove(timeline: readonly TimelineEntry[], moved: { id: string; occurredAt: number }): void {
  const after = timeline.map((update) => (update.id === moved.id ? { ...update, occurredAt: moved.occurredAt } : update));
  if (countReopenings(after) > countReopenings(timeline)) {
    throw new Failure("conflict", "In this order something would be wrong again after the resolution.", { occurredAt: "At this time it would stand on the other side of the resolution. Choose another, or correct the resolution first." });
  }
}
