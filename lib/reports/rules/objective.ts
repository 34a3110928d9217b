import { clip, type Interval, total as totalOf, union } from "#lib/core/intervals";
import { addDays, DAY, MINUTE, startOfDay } from "#lib/core/time";
import { shareOfBudget } from "#lib/impact/rules/budgets";
import { burnDown, coverageOf, stepsOf } from "#lib/slo/rules/burn-down";
import { addCounts, badOf, type Counts, isMet } from "#lib/slo/rules/counts";
import { forecastMiss } from "#lib/slo/rules/forecast";
import { horizonAt } from "#lib/slo/rules/horizon";
import { type CountedPart, countsOfPart, figureOfParts } from "#lib/slo/rules/parts";
import { elapsedOf, type Policy } from "#lib/slo/rules/policy";
import type { Slice } from "#lib/slo/rules/slices";
import type { Objective } from "./document.ts";
import type { IncidentEvidence, ObjectiveEvidence } from "./evidence.ts";
import { readRuns } from "./runs.ts";

interface Read extends CountedPart {
  slots: readonly Slice[];
}

// The same for everybody and always, so that an outlook can be drawn again.
const seed = 20_261;

/** Everything a statement says of one objective, from what was counted. */
export function buildObjective(evidence: ObjectiveEvidence, { period, zone, incidents }: { period: Interval; zone: string; incidents: readonly IncidentEvidence[] }): Objective {
  const { id, name, version, isObserved, policy, way, exclusions, trend } = evidence;
  const since = evidence.slis.reduce<number | null>((first, sli) => (sli.since === null ? first : Math.min(first ?? sli.since, sli.since)), null);
  const span = elapsedOf(period, { at: period.until, since: since ?? period.until, sliceMinutes: policy.sliceMinutes });
  const parts = evidence.slis.map((sli) => readPart(sli, policy));
  const about: About = { evidence, parts, since: since ?? period.until };
  const figure = figureOfParts({ policy, way }, parts, { at: period.until, since: about.since, window: period, span });
  const consumers = consumersOf(about, { incidents, period, budget: figure.budget });
  const excluded = evidence.slis.flatMap((sli) => sli.pieces);
  const ofEffect = (effect: string) => totalOf(union(excluded.filter((piece) => piece.effect === effect)));
  const slots = parts.flatMap((part) => part.slots);
  return {
    id, name, version, isObserved, policy, way, exclusions, trend,
    parts: evidence.slis.map((sli, index) => ({ sliId: sli.sliId, name: sli.name, definition: sli.definition, weight: sli.weight, counts: countsOfPart(policy, parts[index] ?? nobody, span) })),
    counts: figure.counts, before: figure.before, isMet: figure.isMet, isMetBefore: isMet(figure.before, policy.targetPpm), budget: figure.budget, leftPpm: figure.leftPpm,
    burnDown: burnDownOf(about, { period, span, zone, allowed: figure.budget.allowed }),
    consumers,
    unexplained: way === "weighted" ? figure.budget.spent : Math.max(0, figure.budget.spent - spentIn(about, touchedBy(incidents, { period, policy, stepMs: stepOf(evidence) }))),
    removedMs: ofEffect("removed"), excusedMs: ofEffect("good"),
    coverage: { since, ...coverageOf(slots.filter(({ total }) => total > 0).map(({ at }) => at), since === null ? period : { from: Math.max(period.from, since), until: period.until }) },
    outlook: outlookOf(evidence),
  };
}

interface About {
  evidence: ObjectiveEvidence;
  parts: readonly Read[];
  since: number;
}

const nobody: Read = { weight: 1, counts: { good: 0, total: 0 }, slices: [], pieces: [], slots: [] };

function readPart({ slots, pieces, weight }: ObjectiveEvidence["slis"][number], policy: Policy): Read {
  const stepMs = slots.stepMinutes * MINUTE;
  const counted = readRuns(slots.runs).map((each, index) => ({ at: slots.from + index * stepMs, ...each }));
  return partOf(counted, { weight, pieces, policy });
}

function partOf(slots: readonly Slice[], { weight, pieces, policy }: Pick<CountedPart, "weight" | "pieces"> & { policy: Policy }): Read {
  const counts = addAll(slots);
  return { weight, pieces, slots, counts, slices: policy.method === "occurrences" ? [] : slicesOf(slots, policy.sliceMinutes ?? 1) };
}

function slicesOf(slots: readonly Slice[], minutes: number): Slice[] {
  const lengthMs = minutes * MINUTE;
  const slices = new Map<number, Slice>();
  for (const { at, good, total } of slots) {
    if (total === 0) continue;
    const start = Math.floor(at / lengthMs) * lengthMs;
    const slice = slices.get(start) ?? { at: start, good: 0, total: 0 };
    slices.set(start, { at: start, ...addCounts(slice, { good, total }) });
  }
  return [...slices.values()];
}

function addAll(slots: readonly Counts[]): Counts {
  const sum = { good: 0, total: 0 };
  for (const { good, total } of slots) {
    sum.good += good;
    sum.total += total;
  }
  return sum;
}

/** The figure of a part of the period: of whole slots, so that what is added up is the figure of the whole. */
function within({ evidence, parts, since }: About, window: Interval): Counts {
  const { policy, way } = evidence;
  const inside = parts.map(({ slots, pieces, weight }) => partOf(slots.filter(({ at }) => at >= window.from && at < window.until), { weight, pieces: pieces.filter(({ from }) => from >= window.from && from < window.until), policy }));
  const span = elapsedOf(window, { at: window.until, since, sliceMinutes: policy.sliceMinutes });
  // What is too little for a figure of its own still failed.
  return figureOfParts({ policy: { ...policy, minimumTraffic: policy.method === "occurrences" ? 0 : policy.minimumTraffic }, way }, inside, { at: window.until, since, window, span }).counts;
}

function burnDownOf(about: About, { period, span, zone, allowed }: { period: Interval; span: Interval; zone: string; allowed: number }): Objective["burnDown"] {
  const { policy, way } = about.evidence;
  if (way === "weighted") return [];
  // Slices begin where the first whole one does; slots where the period does.
  const from = policy.method === "occurrences" ? Math.max(period.from, Math.floor(span.from / (15 * MINUTE)) * 15 * MINUTE) : span.from;
  return burnDown(daysOf({ from, until: span.until }, { zone, lengthMs: (policy.sliceMinutes ?? 15) * MINUTE }).map((step) => ({ ...step, ...within(about, step) })), allowed);
}

const daysAtMost = 35;

/** The customer's days, or several at a time of a longer period. Where midnight falls into a slice, days of twenty-four hours. */
function daysOf(span: Interval, { zone, lengthMs }: { zone: string; lengthMs: number }): Interval[] {
  const days: Interval[] = [];
  for (let at = span.from; at < span.until && days.length <= daysAtMost; ) {
    const until = Math.min(span.until, addDays(startOfDay(at, zone), 1, zone));
    days.push({ from: at, until });
    at = until;
  }
  const isFitting = days.length <= daysAtMost && days.every(({ until }) => until % lengthMs === 0 || until === span.until);
  return isFitting ? days : stepsOf(span);
}

function stepOf({ slis }: ObjectiveEvidence): number {
  return Math.max(1, ...slis.map(({ slots }) => slots.stepMinutes)) * MINUTE;
}

/** The slots (or slices, where those are longer) of the period that incidents touched. */
function touchedBy(incidents: readonly IncidentEvidence[], { period, policy, stepMs }: { period: Interval; policy: Policy; stepMs: number }): Interval[] {
  const lengthMs = Math.max(stepMs, (policy.sliceMinutes ?? 1) * MINUTE);
  const touched = incidents.filter((incident) => !incident.isFalseAlarm).map(({ startedAt, resolvedAt }) => ({ from: Math.floor(startedAt / lengthMs) * lengthMs, until: Math.ceil((resolvedAt ?? period.until) / lengthMs) * lengthMs }));
  return union(clip(touched, period));
}

function spentIn(about: About, spans: readonly Interval[]): number {
  return spans.reduce((sum, each) => sum + badOf(within(about, each)), 0);
}

function consumersOf(about: About, { incidents, period, budget }: { incidents: readonly IncidentEvidence[]; period: Interval; budget: Objective["budget"] }): Objective["consumers"] {
  const { policy, way } = about.evidence;
  if (way === "weighted") return [];
  const each = incidents.map((incident) => ({ code: incident.code, spent: spentIn(about, touchedBy([incident], { period, policy, stepMs: stepOf(about.evidence) })) }));
  return each.filter(({ spent }) => spent > 0).map((consumer) => ({ ...consumer, usedPpm: shareOfBudget(consumer.spent, budget) })).toSorted((a, b) => b.spent - a.spent || (a.code < b.code ? -1 : 1));
}

function outlookOf({ days, policy }: ObjectiveEvidence): Objective["outlook"] {
  if (!days) return null;
  const horizon = horizonAt(policy.window, days.from + days.counts.length * DAY);
  const outlook = forecastMiss({ days: days.counts.map(([good, total], index) => ({ at: days.from + index * DAY, good, total })), horizon, targetPpm: policy.targetPpm, seed });
  return outlook ? { ...outlook, toCome: horizon.toCome } : null;
}
