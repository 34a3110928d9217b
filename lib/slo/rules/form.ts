import type { Definition, SloForm } from "../input.ts";
import { defaultAlertRules } from "./burn-alerts.ts";
import { percentOfPpm } from "./counts.ts";
import type { Policy, Window } from "./policy.ts";

/** What a form asks for. Alerts are the Workbook's for that window and target. */
export function definitionOf(form: SloForm, zone: string): Definition {
  const hasSlices = form.method !== "occurrences";
  const policy: Policy = {
    targetPpm: form.target,
    window: windowOf(form.window, form.zone ?? zone),
    method: form.method,
    sliceMinutes: hasSlices ? form.sliceMinutes : null,
    sliceTargetPpm: form.method === "timeslices" ? form.sliceTarget : null,
    noData: form.noData,
    maintenance: form.maintenance,
    minimumTraffic: form.minimumTraffic,
  };
  const isUsable = policy.targetPpm > 0 && policy.targetPpm < 1_000_000;
  const way = form.slis.length > 1 ? (form.way ?? "any_bad") : null;
  return { policy, alerts: isUsable ? defaultAlertRules(policy) : [], way, parts: form.slis.map((sliId) => ({ sliId, weight: way === "weighted" ? (form.weights?.[sliId] ?? 1) : 1 })) };
}

/** A definition as its form holds it. */
export function fieldsOf(name: string, { policy, way, parts }: Definition) {
  const { window } = policy;
  return {
    name, slis: parts.map(({ sliId }) => sliId), weights: Object.fromEntries(way === "weighted" ? parts.map(({ sliId, weight }) => [sliId, String(weight)]) : []), way: way ?? "", target: percentOfPpm(policy.targetPpm),
    window: window.kind === "rolling" ? `rolling:${window.days}` : `calendar:${window.unit}`, zone: window.kind === "calendar" ? window.zone : "",
    method: policy.method, sliceMinutes: policy.sliceMinutes === null ? "" : String(policy.sliceMinutes), sliceTarget: policy.sliceTargetPpm === null ? "" : percentOfPpm(policy.sliceTargetPpm),
    noData: policy.noData, maintenance: policy.maintenance, minimumTraffic: policy.minimumTraffic === 0 ? "" : String(policy.minimumTraffic), observeDays: "",
  };
}

function windowOf(text: string, zone: string): Window {
  const [kind, rest = ""] = text.split(":");
  if (kind === "rolling") return { kind, days: Number(rest) };
  return { kind: "calendar", unit: rest as "week" | "month" | "quarter" | "year", zone };
}

/** Which version held at an instant: the past keeps the promise that was made then. Before the first one, the first. */
export function versionAt<V extends { effectiveFrom: number; number: number }>(versions: readonly V[], at: number): V | null {
  const sorted = versions.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom || a.number - b.number);
  return sorted.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? sorted[0] ?? null;
}

/** Problems of a composite that its policy does not know of. */
export function wayProblem({ way, parts, policy }: Definition): string | null {
  if (way === null) return parts.length === 1 ? null : "Say how several SLIs become one figure.";
  if (way === "any_bad" && policy.method !== "timeslices") return "“Bad when any part is” needs time slices: choose them, or pool the parts.";
  if (way === "pooled" && policy.method === "ratio_timeslices") return "Slices that count by their ratio are not pooled: weigh the parts.";
  return null;
}
