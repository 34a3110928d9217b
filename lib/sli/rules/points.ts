import type { Counting } from "../terms.ts";

/** Time in milliseconds, value, and where told the start it counts from. */
export type Point = [at: number, value: number, start?: number];

/** Both sets of points in the order of time; a later report of the same instant (and start) replaces the earlier. */
export function mergePoints(known: readonly Point[], arrived: readonly Point[]): Point[] {
  const byTime = new Map<string, Point>();
  for (const point of [...known, ...arrived]) byTime.set(`${point[0]}:${point[2] ?? ""}`, point);
  return [...byTime.values()].toSorted((a, b) => a[0] - b[0] || (a[2] ?? 0) - (b[2] ?? 0));
}

/**
 * What was counted within a minute, in whole events: of a counter the growth since the point before, over resets; of deltas and gauges
 * the sum. A counter's first point ever is where it begins, unless it tells since when it counts.
 */
export function increaseOf(counting: Counting, points: readonly Point[], before: Point | null): number {
  if (counting !== "cumulative") return points.reduce((sum, [, value]) => sum + Math.max(0, Math.round(value)), 0);
  let sum = 0;
  let last = before;
  for (const point of points) {
    sum += growth(last, point);
    last = point;
  }
  return sum;
}

function growth(last: Point | null, [, value, start]: Point): number {
  const now = Math.max(0, Math.round(value));
  if (last === null) return start === undefined ? 0 : now;
  const [, lastValue, lastStart] = last;
  const before = Math.max(0, Math.round(lastValue));
  const hasRestarted = start !== undefined && lastStart !== undefined && start !== lastStart;
  return hasRestarted || now < before ? now : now - before;
}

/** Good and total of a minute from what its metrics counted: good as told, or what is not bad. Never more good than there is. */
export function combineSides({ good, bad, total, hasGood }: { good: number; bad: number; total: number; hasGood: boolean }): { good: number; total: number } {
  return { good: Math.min(total, Math.max(0, hasGood ? good : total - bad)), total };
}
