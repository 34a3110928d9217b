import { HOUR } from "#lib/core/time";
import type { BudgetingMethod, ExclusionCategory, MaintenanceRule, NoDataRule } from "../terms.ts";
import type { Definition } from "../input.ts";
import { burnText } from "./budget.ts";
import { type AlertRule, thresholdOf } from "./burn-alerts.ts";
import { attainmentPercent, type Counts, floorDecimal, percentOfPpm } from "./counts.ts";
import type { Policy, Window } from "./policy.ts";

const whole = new Intl.NumberFormat("en-GB");

export function windowWords(window: Window): string {
  if (window.kind === "rolling") return `${window.days} days up to now`;
  return `calendar ${window.unit}, ${window.zone}`;
}

export const methodWords: Record<BudgetingMethod, string> = {
  occurrences: "every event counts the same",
  timeslices: "a slice of time is good or bad as a whole",
  ratio_timeslices: "every slice of time counts by its own share of good",
};

export const noDataWords: Record<NoDataRule, string> = { ignore: "left out", good: "count as good", bad: "count as bad" };

export const maintenanceWords: Record<MaintenanceRule, string> = { removed: "is taken out of the figure", good: "counts as good", counts: "counts like any other time" };

export const categoryWords: Record<ExclusionCategory, string> = {
  planned_work: "Planned work", customer_cause: "Caused by the customer", third_party: "Third party", force_majeure: "Force majeure", measurement_fault: "Fault of the measurement", other: "Other",
};

/** The policies of a figure in sentences, so that none is a tool's secret default. */
export function policySentences(policy: Policy): string[] {
  const slices = policy.sliceMinutes === null ? "" : ` Slices last ${policy.sliceMinutes} min${policy.sliceTargetPpm === null ? "" : ` and are good from ${percentOfPpm(policy.sliceTargetPpm)} %`}.`;
  const missing = policy.method === "occurrences" ? "What was not counted is left out." : `Slices without counts ${policy.noData === "ignore" ? "are left out" : noDataWords[policy.noData]}.`;
  const low = policy.minimumTraffic === 0 ? [] : [policy.method === "occurrences" ? `Below ${whole.format(policy.minimumTraffic)} events nothing is said.` : `Slices with fewer than ${whole.format(policy.minimumTraffic)} events are like those without counts.`];
  return [`Counted: ${methodWords[policy.method]}.${slices}`, `Window: ${windowWords(policy.window)}.`, missing, `Planned work ${maintenanceWords[policy.maintenance]}.`, ...low];
}

/** "9 990 of 10 000 events": what stands behind a percentage. */
export function countsWords({ good, total }: Counts, method: BudgetingMethod): string {
  if (method === "ratio_timeslices") return `${floorDecimal(BigInt(good), 1_000_000_000n, 3)} of ${floorDecimal(BigInt(total), 1_000_000_000n, 0)} slices`;
  return `${whole.format(good)} of ${whole.format(total)} ${method === "occurrences" ? "events" : "slices"}`;
}

/** A share of the budget in percent, signed and rounded down. */
export function leftWords(leftPpm: number | null): string {
  return leftPpm === null ? "No data" : `${floorDecimal(BigInt(leftPpm), 10_000n, 1)}\u00a0%`;
}

export function attainmentWords(counts: Counts): string {
  const percent = attainmentPercent(counts, 3);
  return percent === null ? "No data" : `${percent}\u00a0%`;
}

export function spanWords(ms: number): string {
  return ms % (24 * HOUR) === 0 ? `${ms / (24 * HOUR)} d` : ms % HOUR === 0 ? `${ms / HOUR} h` : `${ms / 60_000} min`;
}

/** When staff are told of an objective, in sentences for its customer. */
export function warningSentences({ alerts, policy }: Definition): string[] {
  const rules = alerts.map((rule) => `when it burns at ${burnText(thresholdOf(rule, policy.window), 1)} times what it can keep over ${spanWords(rule.longMs)} and ${spanWords(rule.shortMs)}${rule.severity === "page" ? ", at any hour" : ""}`);
  return ["when less than 20 % of the budget is left, and when it is used up", ...rules];
}

/** What a burn alert says: over which spans, and how quickly now. */
export function alertSentence({ name, rule, threshold, burn }: { name: string; rule: AlertRule; threshold: string; burn: string }): string {
  return `${name} burns its budget at ${threshold} times what it can keep, or more, over ${spanWords(rule.longMs)} and ${spanWords(rule.shortMs)}; at ${burn} times in the last hour.`;
}
