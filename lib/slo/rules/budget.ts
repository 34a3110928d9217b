import { badOf, type Counts, floorDecimal, floorDivide, MILLION } from "./counts.ts";

/** In the units of the counts; the fraction of a unit that is allowed is floored, as a budget is never rounded up. */
export interface Budget {
  allowed: number;
  spent: number;
  left: number;
}

/** Error budget of so many counted units. (SRE Workbook, ch. 2) */
export function errorBudget(targetPpm: number, seen: Counts, ofTotal: number = seen.total): Budget {
  const allowed = Number((BigInt(ofTotal) * allowedPpm(targetPpm)) / MILLION);
  const spent = badOf(seen);
  return { allowed, spent, left: allowed - spent };
}

/**
 * What is left of the budget in parts per million of it, signed and unclamped, rounded down: (SLI − target) / (1 − target).
 * Null where there is none: nothing counted. (Datadog SLO docs; Pyrra QueryErrorBudget)
 */
export function budgetLeftPpm(targetPpm: number, seen: Counts, ofTotal: number = seen.total): number | null {
  if (ofTotal === 0 || targetPpm >= 1_000_000) return null;
  const allowed = BigInt(ofTotal) * allowedPpm(targetPpm);
  return Number(floorDivide((allowed - BigInt(badOf(seen)) * MILLION) * MILLION, allowed));
}

/** A budget in time: (1 − target) × length, in milliseconds, floored. */
export function budgetMs(targetPpm: number, lengthMs: number): number {
  return Number((BigInt(lengthMs) * allowedPpm(targetPpm)) / MILLION);
}

/** A burn rate as a fraction of two whole numbers, so that comparing it with a threshold rounds nothing. */
export interface Burn {
  numerator: bigint;
  denominator: bigint;
}

/** Share of bad in a span over the share that is allowed; null when nothing was counted. */
export function burnRate(targetPpm: number, seen: Counts): Burn | null {
  if (seen.total === 0 || targetPpm >= 1_000_000) return null;
  return { numerator: BigInt(badOf(seen)) * MILLION, denominator: BigInt(seen.total) * allowedPpm(targetPpm) };
}

/** The burn that eats a share of the budget within a span: share × period / span. (SRE Workbook, ch. 5) */
export function burnForShare(sharePpm: number, { periodMs, spanMs }: { periodMs: number; spanMs: number }): Burn {
  return { numerator: BigInt(sharePpm) * BigInt(periodMs), denominator: MILLION * BigInt(spanMs) };
}

/** The highest burn there can be, everything failing: 1 / (1 − target). */
export function highestBurn(targetPpm: number): Burn {
  return { numerator: MILLION, denominator: allowedPpm(targetPpm) };
}

export function isAtLeast(burn: Burn, threshold: Burn): boolean {
  return burn.numerator * threshold.denominator >= threshold.numerator * burn.denominator;
}

/** "14.4": rounded down, as the attainment it stands beside. */
export function burnText(burn: Burn, decimals = 2): string {
  return floorDecimal(burn.numerator, burn.denominator, decimals);
}

/** Milliseconds until nothing is left if it goes on burning like this: left × period / burn. Null when it never will be; 0 when nothing is left. */
export function msToExhaustion(leftPpm: number, burn: Burn, periodMs: number): number | null {
  if (leftPpm <= 0) return 0;
  if (burn.numerator === 0n) return null;
  return Number((BigInt(leftPpm) * BigInt(periodMs) * burn.denominator) / (MILLION * burn.numerator));
}

/** How long a total or partial failure goes on before a rule sees it: (1 − target) / failing × span × burn, in milliseconds. (SRE Workbook, ch. 5) */
export function msToDetection({ targetPpm, failingPpm, burn, spanMs }: { targetPpm: number; failingPpm: number; burn: Burn; spanMs: number }): number {
  return Number((allowedPpm(targetPpm) * BigInt(spanMs) * burn.numerator) / (BigInt(failingPpm) * burn.denominator));
}

/** What of the budget a burn eats within a span, in parts per million. */
export function shareOfBudgetPpm(burn: Burn, { periodMs, spanMs }: { periodMs: number; spanMs: number }): number {
  return Number((burn.numerator * BigInt(spanMs) * MILLION) / (burn.denominator * BigInt(periodMs)));
}

function allowedPpm(targetPpm: number): bigint {
  return BigInt(1_000_000 - targetPpm);
}
