import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import { type Budget, budgetLeftPpm, budgetMs, errorBudget } from "./budget.ts";
import { addCounts, badOf, type Counts, isMet, nothing, SLICE_PARTS } from "./counts.ts";
import { elapsedOf, periodMs, type Policy, windowAt } from "./policy.ts";
import { countsOfTally, type Piece, type Slice, type Tally, tallySlices } from "./slices.ts";

/** Everything a figure is made of: the same that a reader may open. */
export interface Seen {
  at: number;
  /** When counting began: what was before is not missing. */
  since: number;
  /** Of the span that has elapsed. */
  counts: Counts;
  slices: readonly Slice[];
  /** Parts of slices (or of minutes, without slices) that exclusions and planned work cover, disjoint. */
  pieces: readonly Piece[];
}

export interface Figure {
  window: Interval;
  elapsed: Interval;
  /** False while the window reaches back to before counting began. */
  isFull: boolean;
  /** In events, slices or billionths of slices: exclusions are taken into account. */
  counts: Counts;
  tally: Tally | null;
  isMet: boolean | null;
  /** Of what has been counted so far, and with slices of the whole window. */
  budget: Budget;
  leftPpm: number | null;
  /** Of the whole window, where it is not over and traffic goes on as it did; the same as `budget` where nothing is to come. */
  projected: { budget: Budget; leftPpm: number | null };
  /** The budget said in time. */
  time: { budgetMs: number; spentMs: number };
}

/** One figure by its policy. The same for the same counts, whatever order they came in. */
export function measure(policy: Policy, seen: Seen): Figure {
  const window = windowAt(policy.window, seen.at);
  const elapsed = elapsedOf(window, { at: seen.at, since: seen.since, sliceMinutes: policy.sliceMinutes });
  const tally = policy.method === "occurrences" ? null : tallySlices(policy, { ...seen, span: elapsed });
  const counted = tally ? countsOfTally(policy, tally) : countEvents(seen);
  const counts = !tally && counted.total < policy.minimumTraffic ? nothing : counted;
  const whole = wholeOf(policy, counts, { window, elapsed });
  // Slices to come are known, so the budget is the whole window's from its first day; events to come are not.
  const ofTotal = tally ? whole : counts.total;
  const figure = (total: number) => ({ budget: errorBudget(policy.targetPpm, counts, total), leftPpm: budgetLeftPpm(policy.targetPpm, counts, total) });
  return {
    window, elapsed, counts, tally,
    isFull: elapsed.from - window.from < (policy.sliceMinutes ?? 1) * MINUTE,
    isMet: isMet(counts, policy.targetPpm),
    ...figure(ofTotal),
    projected: figure(whole),
    time: timeOf(policy, counts, { whole, lengthMs: periodMs(policy.window, seen.at) }),
  };
}

/** Events less what is removed, and with what counts as good. */
export function countEvents({ counts, pieces }: Pick<Seen, "counts" | "pieces">): Counts {
  const removed = addCounts(...pieces.filter(({ effect }) => effect === "removed"));
  const excused = addCounts(...pieces.filter(({ effect }) => effect === "good"));
  return { good: counts.good - removed.good + badOf(excused), total: counts.total - removed.total };
}

/** What the total will be when the window is over: slices to come are counted, events scaled by time. */
function wholeOf(policy: Policy, counts: Counts, { window, elapsed }: { window: Interval; elapsed: Interval }): number {
  const toCome = Math.max(0, window.until - elapsed.until);
  if (toCome === 0) return counts.total;
  if (policy.method !== "occurrences") {
    const slices = Math.floor(toCome / ((policy.sliceMinutes ?? 1) * MINUTE));
    return counts.total + slices * (policy.method === "ratio_timeslices" ? SLICE_PARTS : 1);
  }
  const passed = elapsed.until - elapsed.from;
  return passed === 0 ? counts.total : Number((BigInt(counts.total) * BigInt(passed + toCome)) / BigInt(passed));
}

// The share of bad, said as time of the window: 47 bad minutes of 43 200 are 47 minutes.
function timeOf(policy: Policy, counts: Counts, { whole, lengthMs }: { whole: number; lengthMs: number }) {
  const spentMs = whole === 0 ? 0 : Number((BigInt(badOf(counts)) * BigInt(lengthMs)) / BigInt(whole));
  return { budgetMs: budgetMs(policy.targetPpm, lengthMs), spentMs };
}
