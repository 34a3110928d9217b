import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import { type Budget, budgetLeftPpm, budgetMs, errorBudget } from "./budget.ts";
import { addCounts, badOf, type Counts, isMet, nothing, SLICE_PARTS } from "./counts.ts";
import { elapsedOf, periodMs, type Policy, windowAt } from "./policy.ts";
import { countsOfTally, judgeSlices, type Piece, type Slice, type Tally } from "./slices.ts";

/** Everything a figure is made of: the same that a reader may open. */
export interface Seen {
  at: number;
  /** When counting began: what was before is not missing. */
  since: number;
  /** Another span than the policy's window: a past month, the last hour. */
  window?: Interval | undefined;
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
  if (policy.method === "occurrences") return figureOf(policy, { ...seen, counts: countEvents(seen), tally: null });
  const span = elapsedOf(seen.window ?? windowAt(policy.window, seen.at), { ...seen, sliceMinutes: policy.sliceMinutes });
  const { tally } = judgeSlices(policy, { ...seen, span });
  return figureOf(policy, { ...seen, counts: countsOfTally(policy, tally), tally });
}

/** A figure from counts that were made elsewhere: of several SLIs together, where they may be a mere share of one. */
export function figureOf(policy: Policy, seen: Pick<Seen, "at" | "since" | "window" | "counts"> & { tally: Tally | null; isShare?: boolean }): Figure {
  const window = seen.window ?? windowAt(policy.window, seen.at);
  const elapsed = elapsedOf(window, { at: seen.at, since: seen.since, sliceMinutes: policy.sliceMinutes });
  const hasSlices = policy.method !== "occurrences";
  const counts = !hasSlices && seen.counts.total < policy.minimumTraffic ? nothing : seen.counts;
  const whole = wholeOf(policy, counts, { window, elapsed, isShare: seen.isShare === true });
  // Slices to come are known, so the budget is the whole window's from its first day; events to come are not.
  const ofTotal = hasSlices ? whole : counts.total;
  const figure = (total: number) => ({ budget: errorBudget(policy.targetPpm, counts, total), leftPpm: budgetLeftPpm(policy.targetPpm, counts, total) });
  return {
    window, elapsed, counts,
    tally: seen.tally,
    isFull: elapsed.from - window.from < (policy.sliceMinutes ?? 1) * MINUTE,
    isMet: isMet(counts, policy.targetPpm),
    ...figure(ofTotal),
    projected: figure(whole),
    time: timeOf(policy, counts, { whole, lengthMs: seen.window ? seen.window.until - seen.window.from : periodMs(policy.window, seen.at) }),
  };
}

/** Events less what is removed, and with what counts as good. */
export function countEvents({ counts, pieces }: Pick<Seen, "counts" | "pieces">): Counts {
  const removed = addCounts(...pieces.filter(({ effect }) => effect === "removed"));
  const excused = addCounts(...pieces.filter(({ effect }) => effect === "good"));
  return { good: counts.good - removed.good + badOf(excused), total: counts.total - removed.total };
}

/** What the total will be when the window is over: slices to come are counted, events scaled by time. */
function wholeOf(policy: Policy, counts: Counts, { window, elapsed, isShare }: { window: Interval; elapsed: Interval; isShare: boolean }): number {
  const toCome = Math.max(0, window.until - elapsed.until);
  if (toCome === 0) return counts.total;
  if (policy.method !== "occurrences" && !isShare) {
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
