import { currentLanguage } from "#lib/core/language";
import { HOUR } from "#lib/core/time";
import { say, sayFigure } from "#lib/language/rules/say";
import type { BudgetingMethod, ExclusionCategory, MaintenanceRule, NoDataRule } from "../terms.ts";
import type { Definition } from "../input.ts";
import { burnText } from "./budget.ts";
import { type AlertRule, thresholdOf } from "./burn-alerts.ts";
import { attainmentPercent, type Counts, floorDecimal, percentOfPpm } from "./counts.ts";
import type { Policy, Window } from "./policy.ts";

const formats = { en: new Intl.NumberFormat("en-GB"), de: new Intl.NumberFormat("de-DE") };

/** A whole number in the language of the page, a real minus before it. */
export function sayWhole(value: number): string {
  return formats[currentLanguage()].format(value).replace("-", "−");
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

const countedSentences = {
  occurrences: () => say("Counted: every event counts the same."),
  timeslices: () => say("Counted: a slice of time is good or bad as a whole."),
  ratio_timeslices: () => say("Counted: every slice of time counts by its own share of good."),
} satisfies Record<BudgetingMethod, () => string>;

const missingSentences = {
  ignore: () => say("Slices without counts are left out."),
  good: () => say("Slices without counts count as good."),
  bad: () => say("Slices without counts count as bad."),
} satisfies Record<NoDataRule, () => string>;

const workSentences = {
  removed: () => say("Planned work is taken out of the figure."),
  good: () => say("Planned work counts as good."),
  counts: () => say("Planned work counts like any other time."),
} satisfies Record<MaintenanceRule, () => string>;

/** The policies of a figure in sentences in the language of the page, so that none is a tool's secret default. */
export function policySentences(policy: Policy): string[] {
  const { method, minimumTraffic } = policy;
  const missing = method === "occurrences" ? say("What was not counted is left out.") : missingSentences[policy.noData]();
  const count = sayWhole(minimumTraffic);
  const low = minimumTraffic === 0 ? [] : [method === "occurrences" ? say("Below {count} events nothing is said.", { count }) : say("Slices with fewer than {count} events are like those without counts.", { count })];
  return [`${countedSentences[method]()}${sliceSentence(policy)}`, windowSentence(policy.window), missing, workSentences[policy.maintenance](), ...low];
}

function sliceSentence({ sliceMinutes, sliceTargetPpm }: Policy): string {
  if (sliceMinutes === null) return "";
  return ` ${sliceTargetPpm === null ? say("Slices last {minutes} min.", { minutes: sliceMinutes }) : say("Slices last {minutes} min and are good from {share}.", { minutes: sliceMinutes, share: `${sayFigure(percentOfPpm(sliceTargetPpm))}\u00a0%` })}`;
}

function windowSentence(window: Window): string {
  if (window.kind === "rolling") return say("Window: {days} days up to now.", { days: window.days });
  const { zone } = window;
  switch (window.unit) {
    case "week": return say("Window: calendar week, {zone}.", { zone });
    case "month": return say("Window: calendar month, {zone}.", { zone });
    case "quarter": return say("Window: calendar quarter, {zone}.", { zone });
    case "year": return say("Window: calendar year, {zone}.", { zone });
  }
}

/** "9 990 of 10 000 events": what stands behind a percentage. */
export function countsWords({ good, total }: Counts, method: BudgetingMethod): string {
  if (method === "ratio_timeslices") return say("{good} of {total} slices", { good: sayFigure(floorDecimal(BigInt(good), 1_000_000_000n, 3)), total: floorDecimal(BigInt(total), 1_000_000_000n, 0) });
  const counts = { good: sayWhole(good), total: sayWhole(total) };
  return method === "occurrences" ? say("{good} of {total} events", counts) : say("{good} of {total} slices", counts);
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
  const rules = alerts.map((rule) => {
    const values = { times: sayFigure(burnText(thresholdOf(rule, policy.window), 1)), long: spanWords(rule.longMs), short: spanWords(rule.shortMs) };
    return rule.severity === "page" ? say("when it burns at {times} times what it can keep over {long} and {short}, at any hour", values) : say("when it burns at {times} times what it can keep over {long} and {short}", values);
  });
  return [say("when less than 20 % of the budget is left, and when it is used up"), ...rules];
}

/** What a burn alert says: over which spans, and how quickly now. */
export function alertSentence({ name, rule, threshold, burn }: { name: string; rule: AlertRule; threshold: string; burn: string }): string {
  return `${name} burns its budget at ${threshold} times what it can keep, or more, over ${spanWords(rule.longMs)} and ${spanWords(rule.shortMs)}; at ${burn} times in the last hour.`;
}
