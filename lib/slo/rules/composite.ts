import { addCounts, type Counts, floorDecimal, MILLION, SLICE_PARTS } from "./counts.ts";

/** What is known of one part of a composite in one slice; null where nothing was counted and that is ignored. */
export type SliceVerdict = "good" | "bad" | null;

/** A slice is bad when it is for any part, and says nothing when no part says anything. (OpenSLO v1, timeslices) */
export function anyBad(parts: readonly (readonly SliceVerdict[])[]): Counts {
  const length = Math.max(0, ...parts.map((part) => part.length));
  const seen: Counts = { good: 0, total: 0 };
  for (let index = 0; index < length; index++) {
    const verdicts = parts.map((part) => part[index] ?? null).filter((verdict) => verdict !== null);
    if (verdicts.length === 0) continue;
    seen.total++;
    if (!verdicts.includes("bad")) seen.good++;
  }
  return seen;
}

/** All events (or seconds, or slices) of all parts in one pot: the busiest part weighs most. (Grafana SLO reports; OneUptime's average) */
export function pooled(parts: readonly Counts[]): Counts {
  return addCounts(...parts);
}

/**
 * The weighted mean of the parts' ratios in billionths, rounded down; a part without counts weighs nothing.
 * What a part burns, times its weight, burns the composite. (OpenSLO v1, compositeWeight)
 */
export function weighted(parts: readonly (Counts & { weight: number })[]): Counts {
  const counted = parts.filter(({ total, weight }) => total > 0 && weight > 0);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return { good: 0, total: 0 };
  const scaled = counted.reduce((sum, { good, total, weight }) => sum + (BigInt(good) * BigInt(weight) * BigInt(SLICE_PARTS)) / BigInt(total), 0n);
  return { good: Number(scaled / BigInt(weights)), total: SLICE_PARTS };
}

/** The best that can be hoped for where everything stands on everything: the product of the targets, in percent, rounded down. */
export function bestCasePercent(targetsPpm: readonly number[], decimals: number): string {
  const product = targetsPpm.reduce((sum, ppm) => sum * BigInt(ppm), 1n);
  return floorDecimal(product * 100n, MILLION ** BigInt(targetsPpm.length), decimals);
}
