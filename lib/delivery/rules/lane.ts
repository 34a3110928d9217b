import type { DeliveryKind } from "../terms.ts";

// One digit each, since lanes are compared as text. What can wait (a digest, a statement) gets a higher one.
const priorities: Record<DeliveryKind, number> = { personal: 0, test: 0, incident_update: 1, maintenance_update: 2, announcement: 2, postmortem: 2, statement: 3, digest: 3 };

/** Where a delivery queues: its priority, then its story. Stories of one priority take turns; a lower number goes before a higher one. */
export function laneOf(kind: DeliveryKind, storyId: string | null): string {
  return `${priorities[kind]}:${storyId ?? ""}`;
}

/** Personal mail shares no batch with other mail: its text is forgotten soon, an update's is kept. */
export function isPersonalLane(lane: string): boolean {
  return lane.startsWith(`${priorities.personal}:`);
}

/** The lanes by priority, and those of one from a place that `turn` (0 to 1) chooses, so that where a batch cannot hold all none is always left out. */
export function inTurn(lanes: readonly string[], turn: number): string[][] {
  const groups = Map.groupBy(lanes, (lane) => lane.slice(0, lane.indexOf(":")));
  return [...groups.keys()].sort().map((priority) => rotate(groups.get(priority) ?? [], turn));
}

function rotate(lanes: readonly string[], turn: number): string[] {
  const from = Math.floor(turn * lanes.length) % lanes.length;
  return [...lanes.slice(from), ...lanes.slice(0, from)];
}
