import { MINUTE } from "#lib/core/time";
import { attainmentPercent, floorDecimal, percentOfPpm, SLICE_PARTS } from "./counts.ts";
import type { Policy } from "./policy.ts";
import type { SloFigure } from "./view.ts";

/** A figure as a sum that anybody can do again: its inputs, what they come to unrounded, and what is shown. */
export interface Sum {
  of: "attained" | "allowed" | "left";
  formula: string;
  unrounded: string;
  shown: string;
}

const many = 9;

/** How attainment, budget and what is left come about, with the numbers that went in. Empty where nothing was counted. */
export function explainFigure({ counts, budget, leftPpm, wholeTotal }: Pick<SloFigure, "counts" | "budget" | "leftPpm"> & { wholeTotal: number }, targetPpm: number): Sum[] {
  if (counts.total === 0) return [];
  const [good, total, whole] = [BigInt(counts.good), BigInt(counts.total), BigInt(wholeTotal)];
  const exact = whole * BigInt(1_000_000 - targetPpm);
  const allowed = floorDecimal(exact, 1_000_000n, 6);
  const sums: Sum[] = [
    { of: "attained", formula: `${spaced(good)} ÷ ${spaced(total)} × 100 %`, unrounded: `${floorDecimal(good * 100n, total, many)} %`, shown: `${attainmentPercent(counts, 3)} %` },
    { of: "allowed", formula: `${spaced(whole)} × (100 % − ${percentOfPpm(targetPpm)} %)`, unrounded: allowed, shown: spaced(BigInt(budget.allowed)) },
  ];
  if (leftPpm === null || exact === 0n) return sums;
  const left = exact - BigInt(budget.spent) * 1_000_000n;
  return [...sums, { of: "left", formula: `(${allowed} − ${spaced(BigInt(budget.spent))}) ÷ ${allowed} × 100 %`, unrounded: `${floorDecimal(left * 100n, exact, many)} %`, shown: `${floorDecimal(BigInt(leftPpm), 10_000n, 1)} %` }];
}

/** Of how many the budget is: with slices of the whole window, those to come too; without, of what has come so far. */
export function wholeTotalOf({ counts, window, elapsed }: Pick<SloFigure, "counts" | "window" | "elapsed">, { method, sliceMinutes }: Pick<Policy, "method" | "sliceMinutes">): number {
  const toCome = Math.max(0, window.until - elapsed.until);
  if (method === "occurrences") return counts.total;
  return counts.total + Math.floor(toCome / ((sliceMinutes ?? 1) * MINUTE)) * (method === "ratio_timeslices" ? SLICE_PARTS : 1);
}

function spaced(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return value < 0n ? `−${digits}` : digits;
}
