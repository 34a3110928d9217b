import { HOUR, MINUTE } from "#lib/core/time";
import type { Definition } from "../input.ts";
import { burnText } from "./budget.ts";
import { type AlertRule, thresholdOf } from "./burn-alerts.ts";
import { floorDecimal } from "./counts.ts";
import { nominalMs } from "./policy.ts";

export interface Exported {
  name: string;
  /** In an address, and as the name of rules. */
  key: string;
  /** The customer's short name, or that of the portal. */
  service: string;
  definition: Definition;
  /** What a Prometheus is asked; counters, or increases of a minute. */
  query: { good?: string; bad?: string; total: string };
  words: string;
}

/** Rules of a Prometheus that record the error ratio and alert on its burn: spans, factors and budget are those of the objective. */
export function prometheusRules(exported: Exported): string {
  const { key, service, definition } = exported;
  const { policy, alerts } = definition;
  const id = `${service}-${key}`;
  const labels = { sloth_id: id, sloth_service: service, sloth_slo: key };
  const spans = [...new Set(alerts.flatMap(({ longMs, shortMs }) => [shortMs, longMs]))].toSorted((a, b) => a - b);
  const budget = floorDecimal(BigInt(1_000_000 - policy.targetPpm), 1_000_000n, 6);
  const recorded = spans.map((span) => recording({ record: `slo:sli_error:ratio_rate${promSpan(span)}`, expr: errorRatio(exported, promSpan(span)), labels: { ...labels, sloth_window: promSpan(span) } }));
  const facts = [
    recording({ record: "slo:objective:ratio", expr: `vector(${floorDecimal(BigInt(policy.targetPpm), 1_000_000n, 6)})`, labels }),
    recording({ record: "slo:error_budget:ratio", expr: `vector(${budget})`, labels }),
    recording({ record: "slo:time_period:days", expr: `vector(${nominalMs(policy.window) / (24 * HOUR)})`, labels }),
  ];
  const bySeverity = (["page", "ticket"] as const).flatMap((severity) => {
    const rules = alerts.filter((rule) => rule.severity === severity);
    return rules.length === 0 ? [] : [alerting({ severity, rules, labels, budget, exported })];
  });
  return ["groups:", group(`candor-sli-${id}`, recorded), group(`candor-facts-${id}`, facts), ...(bySeverity.length > 0 ? [group(`candor-alerts-${id}`, bySeverity)] : [])].join("\n") + "\n";
}

function alerting({ severity, rules, labels, budget, exported }: { severity: string; rules: readonly AlertRule[]; labels: Record<string, string>; budget: string; exported: Exported }): string {
  const selector = `{${Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`).join(", ")}}`;
  const side = (spanMs: number, factor: string) => `max(slo:sli_error:ratio_rate${promSpan(spanMs)}${selector} > (${factor} * ${budget})) without (sloth_window)`;
  const pairs = rules.map((rule) => {
    const factor = burnText(thresholdOf(rule, exported.definition.policy.window), 4).replace(/\.?0+$/, "");
    return `(\n  ${side(rule.shortMs, factor)}\n  and\n  ${side(rule.longMs, factor)}\n)`;
  });
  return [`    - alert: ErrorBudgetBurn`, `      expr: |`, ...pairs.join("\nor\n").split("\n").map((line) => `        ${line}`), `      labels:`, `        sloth_severity: ${severity}`, `      annotations:`, `        summary: ${quoted(`${exported.name} burns its error budget`)}`].join("\n");
}

function errorRatio({ query }: Exported, span: string): string {
  const total = rateOf(query.total, span);
  const bad = query.bad !== undefined ? rateOf(query.bad, span) : `${total} - ${rateOf(query.good ?? "0", span)}`;
  return `(${bad})\n/\n(${total})`;
}

/** A counter, or an increase of a minute, as a rate over a span. */
function rateOf(query: string, span: string): string {
  return /\bincrease\s*\(/.test(query) ? query.replace(/\bincrease\s*\(/g, "rate(").replaceAll("[1m]", `[${span}]`) : `sum(rate(${query}[${span}]))`;
}

function recording({ record, expr, labels }: { record: string; expr: string; labels: Record<string, string> }): string {
  return [`    - record: ${record}`, `      expr: |`, ...expr.split("\n").map((line) => `        ${line}`), `      labels:`, ...Object.entries(labels).map(([name, value]) => `        ${name}: ${quoted(value)}`)].join("\n");
}

function group(name: string, rules: readonly string[]): string {
  return [`  - name: ${quoted(name)}`, `    rules:`, ...rules].join("\n");
}

/** A span as Prometheus and Sloth write it. */
function promSpan(ms: number): string {
  if (ms % (24 * HOUR) === 0) return `${ms / (24 * HOUR)}d`;
  return ms % HOUR === 0 ? `${ms / HOUR}h` : `${ms / MINUTE}m`;
}

/** The objective as OpenSLO v1 has it. */
export function openSlo({ name, key, service, definition, query, words }: Exported): string {
  const { policy } = definition;
  const window = policy.window;
  const duration = window.kind === "rolling" ? `${window.days}d` : { week: "1w", month: "1M", quarter: "1Q", year: "1Y" }[window.unit];
  const method = { occurrences: "Occurrences", timeslices: "Timeslices", ratio_timeslices: "RatioTimeslices" }[policy.method];
  const share = (ppm: number) => floorDecimal(BigInt(ppm), 1_000_000n, 6).replace(/0+$/, "");
  const metric = (text: string) => ["          metricSource:", "            type: Prometheus", "            spec:", `              query: ${quoted(text)}`];
  return [
    "apiVersion: openslo/v1", "kind: SLO", "metadata:", `  name: ${quoted(key)}`, `  displayName: ${quoted(name)}`, "spec:", `  description: ${quoted(words)}`, `  service: ${quoted(service)}`,
    "  indicator:", "    metadata:", `      name: ${quoted(`${key}-sli`)}`, "    spec:", "      ratioMetric:", "        counter: true",
    ...(query.bad !== undefined ? ["        bad:", ...metric(query.bad)] : ["        good:", ...metric(query.good ?? "")]), "        total:", ...metric(query.total),
    "  timeWindow:", `    - duration: ${duration}`, `      isRolling: ${window.kind === "rolling"}`,
    ...(window.kind === "calendar" ? ["      calendar:", `        startTime: ${quoted("2026-01-01 00:00:00")}`, `        timeZone: ${window.zone}`] : []),
    `  budgetingMethod: ${method}`, "  objectives:", `    - displayName: ${quoted(name)}`, `      target: ${share(policy.targetPpm)}`,
    ...(policy.sliceMinutes === null ? [] : [`      timeSliceWindow: ${policy.sliceMinutes}m`]), ...(policy.sliceTargetPpm === null ? [] : [`      timeSliceTarget: ${share(policy.sliceTargetPpm)}`]), "",
  ].join("\n");
}

// A text of JSON is one of YAML, whatever is in it.
function quoted(text: string): string {
  return JSON.stringify(text);
}
