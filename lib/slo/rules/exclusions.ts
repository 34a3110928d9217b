import { type Interval, intersect, subtract, union } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import type { ExclusionEffect, MaintenanceRule } from "../terms.ts";

export interface Excluded extends Interval {
  effect: ExclusionEffect;
}

/**
 * The spans that change a figure: disjoint, sorted, in whole minutes inside of `span`. Where one removes and another counts as good,
 * it is removed.
 */
export function layOver(span: Interval, excluded: readonly Excluded[]): Excluded[] {
  const of = (effect: ExclusionEffect) => intersect([span], excluded.filter((each) => each.effect === effect).map(wholeMinutes));
  const removed = of("removed");
  const good = subtract(of("good"), removed);
  return [...removed.map((each) => ({ ...each, effect: "removed" as const })), ...good.map((each) => ({ ...each, effect: "good" as const }))].toSorted((a, b) => a.from - b.from);
}

/** Planned work as the policy has it; a span of it that an exclusion names as well counts once. */
export function excludedByWork(work: readonly Interval[], rule: MaintenanceRule): Excluded[] {
  return rule === "counts" ? [] : union(work).map((each) => ({ ...each, effect: rule }));
}

/** Each span cut at the edges of slices, so that every piece lies in one. */
export function cutAtSlices(excluded: readonly Excluded[], sliceMinutes: number): Excluded[] {
  const lengthMs = sliceMinutes * MINUTE;
  return excluded.flatMap(({ from, until, effect }) => {
    const pieces: Excluded[] = [];
    for (let start = from; start < until; ) {
      const end = Math.min(until, (Math.floor(start / lengthMs) + 1) * lengthMs);
      pieces.push({ from: start, until: end, effect });
      start = end;
    }
    return pieces;
  });
}

// Counts are of minutes: a minute of which a part is excluded is excluded.
function wholeMinutes({ from, until }: Interval): Interval {
  return { from: Math.floor(from / MINUTE) * MINUTE, until: Math.ceil(until / MINUTE) * MINUTE };
}
