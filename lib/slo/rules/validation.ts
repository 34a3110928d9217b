import { isTimeZone } from "#lib/core/time";
import { sliceLengths } from "../terms.ts";
import { type AlertRule, isReachable, lowestTargetPpm } from "./burn-alerts.ts";
import { percentOfPpm } from "./counts.ts";
import { nominalMs, type Policy } from "./policy.ts";

export interface Problem {
  field: "target" | "window" | "slice" | "sliceTarget" | "noData" | "minimumTraffic" | "alerts";
  sentence: string;
}

const longestDays = 366;

/** What would make an objective impossible to keep, to measure or to alert on. Empty when it can be defined. */
export function policyProblems(policy: Policy, { alerts, minutesKeptDays }: { alerts: readonly AlertRule[]; minutesKeptDays: number }): Problem[] {
  return [...targetProblems(policy), ...windowProblems(policy), ...sliceProblems(policy, minutesKeptDays), ...alertProblems(policy, alerts)];
}

function targetProblems({ targetPpm, minimumTraffic }: Policy): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(targetPpm) || targetPpm <= 0 || targetPpm >= 1_000_000) {
    problems.push({ field: "target", sentence: "A target is above 0 % and below 100 %: at 100 % there is no budget to count down." });
  }
  if (!Number.isSafeInteger(minimumTraffic) || minimumTraffic < 0) problems.push({ field: "minimumTraffic", sentence: "Give a whole number of events, 0 for none." });
  return problems;
}

function windowProblems({ window }: Policy): Problem[] {
  if (window.kind === "calendar") return isTimeZone(window.zone) ? [] : [{ field: "window", sentence: `"${window.zone}" is not a time zone. Choose one such as Europe/Berlin.` }];
  const isFine = Number.isInteger(window.days) && window.days >= 1 && window.days <= longestDays;
  return isFine ? [] : [{ field: "window", sentence: `A rolling window has 1 to ${longestDays} whole days.` }];
}

function sliceProblems(policy: Policy, minutesKeptDays: number): Problem[] {
  const { method, sliceMinutes, sliceTargetPpm, noData } = policy;
  if (method === "occurrences") {
    const problems: Problem[] = [];
    if (sliceMinutes !== null || sliceTargetPpm !== null) problems.push({ field: "slice", sentence: "Occurrences are counted one by one: there are no slices." });
    if (noData !== "ignore") problems.push({ field: "noData", sentence: "What was not counted has no size in events. Ignore it, or choose time slices." });
    return problems;
  }
  if (sliceMinutes === null || !(sliceLengths as readonly number[]).includes(sliceMinutes)) return [{ field: "slice", sentence: `A slice lasts ${sliceLengths.join(", ")} minutes.` }];
  const problems: Problem[] = [];
  if (nominalMs(policy.window) / 60_000 < sliceMinutes * 10) problems.push({ field: "slice", sentence: "The window has fewer than ten slices: choose shorter slices or a longer window." });
  if (sliceMinutes < 15 && nominalMs(policy.window) > (minutesKeptDays - 2) * 86_400_000) {
    problems.push({ field: "slice", sentence: `Minutes are kept for ${minutesKeptDays} days, which is less than this window. Choose slices of 15 minutes or more.` });
  }
  if (method === "timeslices" && (sliceTargetPpm === null || sliceTargetPpm <= 0 || sliceTargetPpm > 1_000_000)) {
    problems.push({ field: "sliceTarget", sentence: "Say which share of a slice must be good for it to be a good one, up to 100 %." });
  }
  if (method === "ratio_timeslices" && sliceTargetPpm !== null) problems.push({ field: "sliceTarget", sentence: "Here a slice counts by its own ratio: it has no target." });
  return problems;
}

function alertProblems(policy: Policy, alerts: readonly AlertRule[]): Problem[] {
  if (policy.targetPpm <= 0 || policy.targetPpm >= 1_000_000) return [];
  return alerts.flatMap((rule): Problem[] => {
    const name = `The alert over ${rule.longMs / 3_600_000} h`;
    if (rule.shortMs >= rule.longMs) return [{ field: "alerts", sentence: `${name} has a short span that is not shorter.` }];
    if (rule.longMs > nominalMs(policy.window)) return [{ field: "alerts", sentence: `${name} looks back further than the window.` }];
    if (policy.sliceMinutes !== null && rule.shortMs < policy.sliceMinutes * 60_000) return [{ field: "alerts", sentence: `${name} has a short span that is shorter than a slice.` }];
    if (isReachable(rule, policy)) return [];
    return [{ field: "alerts", sentence: `${name} can never fire: with everything failing the budget burns too slowly for it. It needs a target above ${percentOfPpm(lowestTargetPpm(rule, policy.window))} %.` }];
  });
}
