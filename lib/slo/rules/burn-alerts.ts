import { DAY, HOUR, MINUTE } from "#lib/core/time";
import type { BudgetState, Severity } from "../terms.ts";
import { type Burn, burnForShare, burnRate, highestBurn, isAtLeast } from "./budget.ts";
import { badOf, type Counts } from "./counts.ts";
import { nominalMs, type Policy, type Window } from "./policy.ts";

/** Fires when the budget burns at least this quickly over both spans. The short one ends it soon after the trouble ends. */
export interface AlertRule {
  severity: Severity;
  /** The share of the budget that is gone when it fires, burning so over the long span. */
  sharePpm: number;
  longMs: number;
  shortMs: number;
}

/** SRE Workbook, table 5-8, and its third pair. */
const workbook: readonly AlertRule[] = [
  { severity: "page", sharePpm: 20_000, longMs: HOUR, shortMs: 5 * MINUTE },
  { severity: "page", sharePpm: 50_000, longMs: 6 * HOUR, shortMs: 30 * MINUTE },
  { severity: "ticket", sharePpm: 100_000, longMs: DAY, shortMs: 2 * HOUR },
  { severity: "ticket", sharePpm: 100_000, longMs: 3 * DAY, shortMs: 6 * HOUR },
];

// A rule below this tells of budgets that last: the third pair over 28 days burns at 0.93 and stays.
const lowestBurn: Burn = { numerator: 9n, denominator: 10n };
// One failure is never a rate: it takes another.
const fewestBad = 2;

export function thresholdOf(rule: AlertRule, window: Window): Burn {
  return burnForShare(rule.sharePpm, { periodMs: nominalMs(window), spanMs: rule.longMs });
}

/** The Workbook's rules for a window: the same shares of its budget, so other burn rates. What can never fire, or only cries, is left out. */
export function defaultAlertRules(policy: Pick<Policy, "window" | "targetPpm" | "sliceMinutes">): AlertRule[] {
  return workbook.filter((rule) => isReachable(rule, policy) && isAtLeast(thresholdOf(rule, policy.window), lowestBurn) && rule.shortMs >= (policy.sliceMinutes ?? 1) * MINUTE);
}

/** Whether everything failing burns quickly enough to fire it. */
export function isReachable(rule: AlertRule, { window, targetPpm }: Pick<Policy, "window" | "targetPpm">): boolean {
  return targetPpm < 1_000_000 && isAtLeast(highestBurn(targetPpm), thresholdOf(rule, window));
}

/** The lowest target, in parts per million, at which everything failing reaches a rule's threshold: 1 − 1/b. */
export function lowestTargetPpm(rule: AlertRule, window: Window): number {
  const { numerator, denominator } = thresholdOf(rule, window);
  return Number(((numerator - denominator) * 1_000_000n + numerator - 1n) / numerator);
}

export interface SpanCounts {
  long: Counts;
  short: Counts;
}

/**
 * Whether a rule fires, or goes on: it begins when both spans burn at the threshold, with enough events to say so, and ends when the
 * long one is below it. (Workbook ch. 5; resolving on the long span as OneUptime does)
 */
export function isFiring(rule: AlertRule, { policy, seen, isOpen }: { policy: Policy; seen: SpanCounts; isOpen: boolean }): boolean {
  const threshold = thresholdOf(rule, policy.window);
  const burns = (counts: Counts) => {
    const burn = burnRate(policy.targetPpm, counts);
    return burn !== null && isAtLeast(burn, threshold);
  };
  if (isOpen) return burns(seen.long);
  return hasEnough(policy, seen.long) && burns(seen.long) && burns(seen.short);
}

function hasEnough(policy: Policy, long: Counts): boolean {
  if (policy.method !== "occurrences") return true;
  return badOf(long) >= fewestBad && long.total >= policy.minimumTraffic;
}

const limits = { atRisk: 200_000, safeAgain: 250_000, exhausted: 0, recovered: 20_000 };

/** Where a budget stands. It is at risk from 20 % left to 25 %, exhausted from 0 % to 2 %, so that one event does not send two messages. */
export function nextBudgetState(before: BudgetState, leftPpm: number | null): BudgetState {
  if (leftPpm === null) return "no_data";
  const wasExhausted = before === "exhausted";
  if (leftPpm <= limits.exhausted || (wasExhausted && leftPpm < limits.recovered)) return "exhausted";
  const wasTroubled = before === "at_risk" || wasExhausted;
  return leftPpm <= limits.atRisk || (wasTroubled && leftPpm < limits.safeAgain) ? "at_risk" : "healthy";
}
