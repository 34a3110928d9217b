import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import type { ExclusionEffect } from "../terms.ts";
import { type Counts, SLICE_PARTS } from "./counts.ts";
import type { Policy } from "./policy.ts";

/** What was counted in one slice; `at` is its beginning. Slices without counts are simply not there. */
export interface Slice extends Counts {
  at: number;
}

/** What was counted in the part of one slice that an exclusion or planned work covers. */
export interface Piece extends Interval, Counts {
  effect: ExclusionEffect;
}

export interface Tally {
  good: number;
  bad: number;
  /** Without counts, or with fewer than the minimum. */
  missing: number;
  /** Taken out as a whole. */
  excluded: number;
  /** The sum of the ratios of slices that count, in billionths, each rounded down. */
  ratioParts: number;
}

interface Adjusted extends Counts {
  removedMs: number;
  goodMs: number;
}

export interface Judged {
  tally: Tally;
  /** Slice by slice; null where it says nothing: excluded, or missing and ignored. */
  verdicts: ("good" | "bad" | null)[];
}

/** Judges every slice of a span. Of a slice with an excluded part only the rest is judged; a missing one goes by the no-data rule. */
export function judgeSlices(policy: Policy, seen: { slices: readonly Slice[]; pieces: readonly Piece[]; span: Interval }): Judged {
  const lengthMs = (policy.sliceMinutes ?? 1) * MINUTE;
  const adjusted = adjust(seen, lengthMs);
  const tally: Tally = { good: 0, bad: 0, missing: 0, excluded: 0, ratioParts: 0 };
  const verdicts: Judged["verdicts"] = [];
  const ofMissing = policy.noData === "ignore" ? null : policy.noData;
  for (let at = seen.span.from; at + lengthMs <= seen.span.until; at += lengthMs) {
    const slice = adjusted.get(at);
    const verdict = slice ? judge(policy, slice, lengthMs) : "missing";
    tally[verdict]++;
    if (verdict === "good" || verdict === "bad") tally.ratioParts += slice ? ratioOf(slice, lengthMs) : 0;
    verdicts.push(verdict === "missing" ? ofMissing : verdict === "excluded" ? null : verdict);
  }
  return { tally, verdicts };
}

/** What the slices come to: a missing one is out of it, good or bad as the policy says. Ratios count in billionths of a slice. */
export function countsOfTally(policy: Policy, tally: Tally): Counts {
  const filled = policy.noData === "ignore" ? 0 : tally.missing;
  const filledGood = policy.noData === "good" ? tally.missing : 0;
  const total = tally.good + tally.bad + filled;
  if (policy.method === "ratio_timeslices") return { good: tally.ratioParts + filledGood * SLICE_PARTS, total: total * SLICE_PARTS };
  return { good: tally.good + filledGood, total };
}

function adjust({ slices, pieces, span }: { slices: readonly Slice[]; pieces: readonly Piece[]; span: Interval }, lengthMs: number): Map<number, Adjusted> {
  const byStart = new Map<number, Adjusted>();
  for (const { at, good, total } of slices) if (at >= span.from && at + lengthMs <= span.until) byStart.set(at, { good, total, removedMs: 0, goodMs: 0 });
  for (const piece of pieces) {
    const at = Math.floor(piece.from / lengthMs) * lengthMs;
    if (at < span.from || at + lengthMs > span.until) continue;
    const slice = byStart.get(at) ?? { good: 0, total: 0, removedMs: 0, goodMs: 0 };
    byStart.set(at, slice);
    takePiece(slice, piece);
  }
  return byStart;
}

function takePiece(slice: Adjusted, piece: Piece): void {
  if (piece.effect === "removed") {
    slice.good -= piece.good;
    slice.total -= piece.total;
    slice.removedMs += piece.until - piece.from;
  } else {
    slice.good += piece.total - piece.good;
    slice.goodMs += piece.until - piece.from;
  }
}

function judge(policy: Policy, slice: Adjusted, lengthMs: number): "good" | "bad" | "missing" | "excluded" {
  if (slice.removedMs >= lengthMs) return "excluded";
  if (isWhollyGood(slice, lengthMs)) return "good";
  if (slice.total < Math.max(1, policy.minimumTraffic)) return "missing";
  return BigInt(slice.good) * 1_000_000n >= BigInt(slice.total) * BigInt(policy.sliceTargetPpm ?? policy.targetPpm) ? "good" : "bad";
}

function isWhollyGood({ goodMs, removedMs }: Adjusted, lengthMs: number): boolean {
  return goodMs > 0 && goodMs + removedMs >= lengthMs;
}

// Rounded down, as everything that is said of attainment.
function ratioOf(slice: Adjusted, lengthMs: number): number {
  if (isWhollyGood(slice, lengthMs) || slice.good === slice.total) return SLICE_PARTS;
  return Number((BigInt(slice.good) * BigInt(SLICE_PARTS)) / BigInt(slice.total));
}
