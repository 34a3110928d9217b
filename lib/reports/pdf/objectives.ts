import { attainmentPercent } from "#lib/slo/rules/counts";
import type { Objective } from "../rules/document.ts";
import { local } from "../rules/summary.ts";
import { drawBurnDown } from "./burn-down.ts";
import type { Drawing } from "./drawing.ts";
import type { Phrasing } from "./phrasing.ts";
import type { Cell } from "./sheet.ts";

/** Every objective on a line: with exclusions, and as it would be without them. */
export function drawObjectives({ sheet, document, phrasing }: Drawing): void {
  const { say, percent, target, share } = phrasing;
  sheet.section(say("Objectives"));
  sheet.heading(1, say("Objectives"));
  if (document.objectives.length === 0) return sheet.paragraph(say("No objective was promised in this period."));
  const columns = [
    { title: say("Objective"), share: 0.31 },
    { title: say("Target"), share: 0.12, align: "right" as const },
    { title: say("Attained"), share: 0.14, align: "right" as const },
    { title: say("Before exclusions"), share: 0.15, align: "right" as const },
    { title: say("Budget left"), share: 0.14, align: "right" as const },
    { title: say("Result"), share: 0.14, align: "right" as const },
  ];
  sheet.table(columns, document.objectives.map((each) => [each.name, target(each.policy.targetPpm), { text: percent(each.counts), weight: "medium" as const }, percent(each.before), share(each.leftPpm), resultOf(each, phrasing)]));
}

function resultOf({ isMet, isObserved }: Objective, { say }: Phrasing): Cell {
  if (isMet === null) return { text: say("Not measured"), colour: "muted" };
  if (isObserved) return { text: say("Observed"), colour: "muted" };
  return isMet ? { text: say("Met"), colour: "good", weight: "medium" } : { text: say("Missed"), colour: "bad", weight: "bold" };
}

/** How one objective's budget went, what took it, and what was left out. */
export function drawObjective(drawing: Drawing, objective: Objective): void {
  const { sheet, phrasing } = drawing;
  const { say, number, share } = phrasing;
  const { counts, before, budget, policy } = objective;
  sheet.heading(2, objective.name, { keep: 210 });
  if (objective.isMet === null) return sheet.paragraph(say("Nothing was counted of it in this period."), { colour: "muted" });
  sheet.paragraph(say("{attained} of {target} promised. {bad} of {total} {units} failed, {allowed} may; {left} of the budget is left.", { attained: phrasing.percent(counts), target: phrasing.target(policy.targetPpm), bad: amount(counts.total - counts.good, objective, phrasing), total: amount(counts.total, objective, phrasing), units: unitsOf(objective, phrasing), allowed: amount(budget.allowed, objective, phrasing), left: share(objective.leftPpm) }));
  if (before.good !== counts.good || before.total !== counts.total) sheet.paragraph(say("Without exclusions and planned work it would be {attained}.", { attained: phrasing.percent(before) }), { colour: "muted" });
  drawBurnDown(drawing, objective);
  if (objective.consumers.length > 0) {
    const columns = [{ title: say("What took the budget"), share: 0.5 }, { title: say("Failed"), share: 0.25, align: "right" as const }, { title: say("Of the budget"), share: 0.25, align: "right" as const }];
    const rest = objective.unexplained === 0 ? [] : [[say("Outside of incidents"), amount(objective.unexplained, objective, phrasing), objective.budget.allowed === 0 ? "–" : share(Number((BigInt(objective.unexplained) * 1_000_000n) / BigInt(objective.budget.allowed)))]];
    sheet.table(columns, [...objective.consumers.map(({ code, spent, usedPpm }) => [titleOf(drawing, code), amount(spent, objective, phrasing), share(usedPpm)]), ...rest]);
  }
  if (objective.trend.length > 0) sheet.paragraph(`${say("Months before")}: ${objective.trend.map((month) => `${phrasing.time(month.from, "month")} ${month.counts ? `${local(attainmentPercent(month.counts) ?? "–", phrasing.language)}\u00a0%` : "–"}`).join(" · ")}`, { colour: "muted" });
  if (objective.exclusions.length > 0) sheet.paragraph(say("{count} exclusion is in force; see “Planned work and exclusions”.|{count} exclusions are in force; see “Planned work and exclusions”.", { count: objective.exclusions.length }), { colour: "muted" });
  if (objective.coverage.gaps.length > 0) sheet.paragraph(say("{covered} of its quarter hours have counts; {count} gap lasted an hour or longer.|{covered} of its quarter hours have counts; {count} gaps lasted an hour or longer.", { covered: share(objective.coverage.coveredPpm, 2), count: number(objective.coverage.gaps.length) === "1" ? 1 : objective.coverage.gaps.length }), { colour: "muted" });
}

function titleOf({ document }: Drawing, code: string): string {
  return document.incidents.find((incident) => incident.code === code)?.title ?? code;
}

function unitsOf({ policy }: Objective, { say }: Phrasing): string {
  return policy.method === "occurrences" ? say("events") : say("slices of {minutes} min", { minutes: policy.sliceMinutes ?? 1 });
}

/** Slices that count by their ratio are counted in billionths: drawn with one decimal, rounded down. */
function amount(value: number, { policy }: Objective, { number, language }: Phrasing): string {
  if (policy.method !== "ratio_timeslices") return number(value);
  const tenths = Math.floor(value / 100_000_000);
  return `${number(Math.floor(tenths / 10))}${language === "de" ? "," : "."}${tenths % 10}`;
}
