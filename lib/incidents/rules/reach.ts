import type { Audience } from "../../access/terms.ts";
import type { Addressed } from "./audience.ts";

/** `activeUntil` of what is not over: the largest number both engines keep exactly. */
export const stillActive = Number.MAX_SAFE_INTEGER;

/** The keys under which an incident is found; the twin of `reachKeys`, and `canSee` in a form that an index can be made of. */
export function keysOf({ visibility, customerIds, componentIds }: Addressed): string[] {
  switch (visibility) {
    case "public": return ["staff", "public"];
    case "selected": return ["staff", ...customerIds];
    case "affected": return ["staff", ...componentIds];
    case "internal": return ["staff"];
  }
}

/** When the last of an incident was over. */
export function activeUntil(resolvedAt: number | null, intervals: readonly { until: number | null }[]): number {
  const ends = [resolvedAt, ...intervals.map((interval) => interval.until)].map((end) => end ?? stillActive);
  return Math.max(...ends);
}

/** Under which keys an audience finds incidents, given the components it uses. */
export function reachKeys(audience: Audience, usedComponentIds: readonly string[]): string[] {
  switch (audience.kind) {
    case "staff": return ["staff"];
    case "public": return ["public"];
    case "customer": return ["public", audience.customerId, ...usedComponentIds];
  }
}
