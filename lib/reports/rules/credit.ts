import { addDays, MINUTE } from "#lib/core/time";
import { type Interval, union } from "#lib/core/intervals";
import { floorDivide, MILLION, SLICE_PARTS } from "#lib/slo/rules/counts";
import type { Slice } from "#lib/slo/rules/slices";
import type { Credit } from "./document.ts";
import type { Evidence, ObjectiveEvidence } from "./evidence.ts";
import { readRuns } from "./runs.ts";
import type { Terms } from "./shapes.ts";

const BILLION = 1_000_000_000n;

/** What is due to a customer for a period by its contract. Null without one. */
export function buildCredit({ contract: terms, objectives, period, customer, creditConfirmed }: Pick<Evidence, "contract" | "objectives" | "period" | "customer" | "creditConfirmed">): Credit | null {
  if (!terms) return null;
  const objective = objectives.find(({ id }) => id === terms.sloId);
  const claimUntil = addDays(period.until, terms.claimDays, customer.zone);
  const isCounted = objective?.slis.every(({ slots }) => terms.sliceMinutes % slots.stepMinutes === 0) === true;
  const nothing = { terms, isCounted, slices: 0, uptimePpb: 1_000_000_000, downtimeMs: 0, downtimes: [], isMet: true, belowPpm: null, creditPpm: 0, amountMinor: null, claimUntil, confirmed: creditConfirmed };
  if (!objective || !isCounted) return nothing;
  const up = uptimeOf(terms, { slis: objective.slis.map((sli) => slicesOf(sli, terms)), period });
  return { ...nothing, slices: (period.until - period.from) / (terms.sliceMinutes * MINUTE), downtimeMs: up.downtimeMs, downtimes: up.downtimes, uptimePpb: Number((up.good * BILLION) / up.total), isMet: up.good * MILLION >= up.total * BigInt(terms.targetPpm), ...dueOf(terms, up) };
}

/** The lowest tier that an uptime falls below, and its credit, never more than the cap. A bound itself is not below it. */
export function dueOf(terms: Pick<Terms, "tiers" | "capPpm" | "feeMinor">, { good, total }: { good: bigint; total: bigint }): Pick<Credit, "belowPpm" | "creditPpm" | "amountMinor"> {
  const held = terms.tiers.filter(({ belowPpm }) => good * MILLION < total * BigInt(belowPpm)).toSorted((a, b) => a.belowPpm - b.belowPpm)[0];
  const creditPpm = Math.min(held?.creditPpm ?? 0, terms.capPpm);
  const amountMinor = terms.feeMinor === null ? null : Number(floorDivide(BigInt(terms.feeMinor) * BigInt(creditPpm), MILLION));
  return { belowPpm: held?.belowPpm ?? null, creditPpm, amountMinor };
}

interface Uptime {
  good: bigint;
  total: bigint;
  downtimeMs: number;
  downtimes: Interval[];
}

/** How much of a period was up. What was not asked for was up. */
export function uptimeOf(terms: Pick<Terms, "method" | "sliceMinutes" | "downFromPpm" | "minimumMinutes">, { slis, period }: { slis: readonly (readonly Slice[])[]; period: Interval }): Uptime {
  return terms.method === "average" ? averageOf(terms, { slis, period }) : downtimeOf(terms, { slis, period });
}

/** Runs of consecutive slices that are down for any part, as long as agreed or longer; whole slices only. (Google Cloud's Downtime Periods) */
function downtimeOf(terms: Pick<Terms, "sliceMinutes" | "downFromPpm" | "minimumMinutes">, { slis, period }: { slis: readonly (readonly Slice[])[]; period: Interval }): Uptime {
  const lengthMs = terms.sliceMinutes * MINUTE;
  const isDown = ({ good, total }: Slice) => total > 0 && BigInt(total - good) * MILLION > BigInt(total) * BigInt(terms.downFromPpm);
  const down = union(slis.flatMap((slices) => slices.filter(isDown).map(({ at }) => ({ from: at, until: at + lengthMs }))));
  const downtimes = down.filter(({ from, until }) => until - from >= terms.minimumMinutes * MINUTE);
  const downtimeMs = downtimes.reduce((sum, { from, until }) => sum + until - from, 0);
  const total = period.until - period.from;
  return { good: BigInt(total - downtimeMs), total: BigInt(total), downtimeMs, downtimes };
}

/** 100 % less the mean of the slices' shares of failures; each rounded to a billionth. With several parts the worst counts. (Amazon S3) */
function averageOf(terms: Pick<Terms, "sliceMinutes">, { slis, period }: { slis: readonly (readonly Slice[])[]; period: Interval }): Uptime {
  const slices = Math.round((period.until - period.from) / (terms.sliceMinutes * MINUTE));
  const total = BigInt(slices) * BigInt(SLICE_PARTS);
  const lost = slis.map((each) => each.reduce((sum, slice) => sum + lostOf(slice), 0n));
  const worst = lost.reduce((most, one) => (one > most ? one : most), 0n);
  return { good: total - worst, total, downtimeMs: 0, downtimes: [] };
}

function lostOf({ good, total }: Slice): bigint {
  return total === 0 ? 0n : (BigInt(total - good) * BigInt(SLICE_PARTS)) / BigInt(total);
}

function slicesOf({ slots, pieces }: ObjectiveEvidence["slis"][number], { sliceMinutes, honoursExclusions }: Terms): Slice[] {
  const lengthMs = sliceMinutes * MINUTE;
  const slices = new Map<number, Slice>();
  const at = (instant: number) => Math.floor(instant / lengthMs) * lengthMs;
  readRuns(slots.runs).forEach(({ good, total }, index) => {
    if (total === 0) return;
    const start = at(slots.from + index * slots.stepMinutes * MINUTE);
    const slice = slices.get(start) ?? { at: start, good: 0, total: 0 };
    slices.set(start, { ...slice, good: slice.good + good, total: slice.total + total });
  });
  for (const piece of honoursExclusions ? pieces : []) {
    const slice = slices.get(at(piece.from));
    if (!slice) continue;
    // What is excused in a slice is as if it had not been asked for.
    slice.good -= piece.good;
    slice.total -= piece.total;
  }
  return [...slices.values()];
}
