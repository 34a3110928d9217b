import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import type { Budget } from "#lib/slo/rules/budget";

/** What failed in a span, of all that may fail in the window as its page counts it now: parts per million, rounded down. Null where nothing may. */
export function shareOfBudget(spent: number, { allowed }: Budget): number | null {
  return allowed === 0 ? null : Number((BigInt(spent) * 1_000_000n) / BigInt(allowed));
}

/** The slices that a span touches, whole. */
export function wholeSlices({ from, until }: Interval, sliceMinutes: number | null): Interval {
  const lengthMs = (sliceMinutes ?? 1) * MINUTE;
  return { from: Math.floor(from / lengthMs) * lengthMs, until: Math.ceil(until / lengthMs) * lengthMs };
}
