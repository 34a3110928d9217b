import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readObjectives } from "../../importers/objectives/sources/documents.ts";
import { defaultAlertRules } from "./burn-alerts.ts";
import { type Exported, openSlo, prometheusRules } from "./export.ts";
import type { Policy } from "./policy.ts";

const policy: Policy = { targetPpm: 999_000, window: { kind: "rolling", days: 30 }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0 };
const exported = (changes: Partial<Policy> = {}): Exported => {
  const own = { ...policy, ...changes };
  return { name: "Requests", key: "requests-availability", service: "myservice", words: "Answered: \"yes\"", definition: { policy: own, alerts: defaultAlertRules(own), way: null, parts: [{ sliId: "sli_1", weight: 1 }] }, query: { bad: 'sum(increase(http_request_duration_seconds_count{job="myservice",code=~"(5..|429)"}[1m]))', total: 'sum(increase(http_request_duration_seconds_count{job="myservice"}[1m]))' } };
};
interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
}
const rulesOf = (text: string) => (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);
/** Each burn of each alert: span, factor and budget, as numbers. */
const burnsOf = (rules: readonly Rule[]) => rules.filter(({ alert }) => alert).map(({ expr }) => [...expr.matchAll(/ratio_rate(\w+)\{[^}]*\} > \(([\d.]+) \* ([\d.]+)\)/g)].map(([, span, factor, budget]) => [span, Number(factor), Number(Number(budget).toFixed(12))]));
const squeezed = (text: string) => text.replace(/\s+/g, "");

test("rules for Prometheus have Sloth's spans, factors, budget and ratios", () => {
  const theirs = rulesOf(readFileSync("../shared/fixtures/openslo/sloth/examples/_gen/getting-started.yml", "utf8"));
  const ours = rulesOf(prometheusRules(exported()));
  expect(burnsOf(ours)).toEqual(burnsOf(theirs));
  const ratios = (rules: readonly Rule[]) => Object.fromEntries(rules.filter(({ record }) => record?.startsWith("slo:sli_error:ratio_rate") && !record.endsWith("30d")).map(({ record, expr }) => [record, squeezed(expr)]));
  expect(ratios(ours)).toEqual(ratios(theirs));
});

test("of counters the rate is taken, and over other windows the factors follow", () => {
  const text = prometheusRules({ ...exported({ window: { kind: "rolling", days: 7 } }), query: { good: "ok_total", total: "all_total" } });
  expect(text).toContain("sum(rate(all_total[5m])) - sum(rate(ok_total[5m]))");
  expect(burnsOf(rulesOf(text))).toEqual([[["5m", 3.36, 0.001], ["1h", 3.36, 0.001], ["30m", 1.4, 0.001], ["6h", 1.4, 0.001]]]);
});

test("an objective goes out as OpenSLO and comes back the same", () => {
  const shapes: Partial<Policy>[] = [{}, { window: { kind: "calendar", unit: "month", zone: "Asia/Kolkata" }, targetPpm: 999_950 }, { method: "timeslices", sliceMinutes: 5, sliceTargetPpm: 950_000 }, { method: "ratio_timeslices", sliceMinutes: 15, window: { kind: "calendar", unit: "quarter", zone: "UTC" } }];
  for (const shape of shapes) {
    const { found, problems } = readObjectives([{ name: "a.yaml", text: openSlo(exported(shape)) }]);
    const { targetPpm, window, method, sliceMinutes, sliceTargetPpm } = { ...policy, ...shape };
    expect(problems).toEqual([]);
    expect(found[0]?.form).toMatchObject({ target: targetPpm, method, sliceMinutes, sliceTarget: sliceTargetPpm, window: window.kind === "rolling" ? `rolling:${window.days}` : `calendar:${window.unit}`, zone: window.kind === "calendar" ? window.zone : null });
    expect(found[0]?.query).toEqual(exported().query);
  }
});
