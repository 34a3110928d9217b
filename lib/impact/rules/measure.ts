import type { Interval } from "#lib/core/intervals";
import { HOUR, MINUTE } from "#lib/core/time";
import type { JourneyCriticality } from "#lib/customers/terms";
import type { Confidence, JourneyImpact } from "../terms.ts";

/** Good and total of one minute or quarter hour; those without counts are not there. */
export interface Slot {
  at: number;
  good: number;
  total: number;
}

export interface SeenSli {
  sliId: string;
  sliName: string;
  journeyId: string | null;
  journey: string | null;
  criticality: JourneyCriticality | null;
  /** Of the incident's time. */
  slots: readonly Slot[];
  /** Quarter hours of the same time of the weeks before, a list a week, each moved to this week. */
  weeks: readonly (readonly Slot[])[];
}

export interface Measured {
  journeys: JourneyImpact[];
  total: number;
  failed: number;
  sharePpm: number | null;
  affectedMs: number;
  coveragePpm: number;
  weeks: number;
  confidence: Confidence;
}

const [quarter, million] = [15 * MINUTE, 1_000_000n];
/** Of so many weeks or more the worst is left out: there was most likely another incident in it. */
const enoughToChoose = 3;

/**
 * What an incident did to one customer, from counts in its time and in the same hours of the weeks before. Of a journey the SLI that
 * failed most counts: several SLIs see the same requests. The method is in docs/impact.md, with an example worked by hand.
 */
export function measureImpact(slis: readonly SeenSli[], { span, slotMs }: { span: Interval; slotMs: number }): Measured {
  const each = slis.filter(({ slots }) => slots.some(({ total }) => total > 0)).map((sli) => measureSli(sli, { span, slotMs }));
  const worst = [...Map.groupBy(each, ({ impact }) => impact.journeyId ?? impact.sliId).values()].map((of) => of.toSorted((a, b) => b.impact.failed - a.impact.failed || (a.impact.sliId < b.impact.sliId ? -1 : 1))[0]).filter((one) => one !== undefined);
  const journeys = worst.map(({ impact }) => impact).toSorted((a, b) => b.failed - a.failed || a.name.localeCompare(b.name) || (a.sliId < b.sliId ? -1 : 1));
  const total = journeys.reduce((sum, one) => sum + one.total, 0);
  const failed = journeys.reduce((sum, one) => sum + one.failed, 0);
  const coveragePpm = journeys.length === 0 ? 0 : Math.min(...journeys.map((one) => one.coveragePpm));
  const weeks = journeys.length === 0 ? 0 : Math.min(...journeys.map((one) => one.weeks));
  const affectedMs = new Set(worst.flatMap(({ affected }) => affected)).size * slotMs;
  return { journeys, total, failed, sharePpm: shareOf(failed, total), affectedMs, coveragePpm, weeks, confidence: confidenceOf({ isMeasured: journeys.length > 0, coveragePpm, weeks }) };
}

export function confidenceOf({ isMeasured, coveragePpm, weeks }: { isMeasured: boolean; coveragePpm: number; weeks: number }): Confidence {
  if (!isMeasured) return "none";
  if (coveragePpm >= 950_000 && weeks >= 4) return "high";
  return coveragePpm >= 500_000 && weeks >= 2 ? "medium" : "low";
}

interface Normal {
  bad: number;
  total: number;
  /** With counts, before one is left out. */
  weeks: number;
  usual: number;
}

function measureSli(sli: SeenSli, { span, slotMs }: { span: Interval; slotMs: number }): { impact: JourneyImpact; affected: number[] } {
  const { sliId, sliName, journeyId, journey, criticality } = sli;
  const normals = normalsOf(sli.weeks);
  const sums = { bad: 0, total: 0, expected: 0n };
  const affected: number[] = [];
  for (const slot of sli.slots) {
    const expected = expectedOf(slot.total, normals.get(hourOf(slot.at)));
    sums.bad += slot.total - slot.good;
    sums.total += slot.total;
    sums.expected += expected;
    if (isAffected(slot, expected)) affected.push(slot.at);
  }
  const hours = hoursOf(span);
  const known = hours.flatMap((hour) => normals.get(hour) ?? []);
  const expected = Number(sums.expected / million);
  const failed = Math.max(0, sums.bad - expected);
  const [bad, total] = [known.reduce((sum, one) => sum + one.bad, 0), known.reduce((sum, one) => sum + one.total, 0)];
  const impact: JourneyImpact = {
    journeyId, name: journey ?? sliName, criticality, sliId, sliName, total: sums.total, bad: sums.bad, expected, failed,
    sharePpm: shareOf(failed, sums.total),
    normalPpm: shareOf(bad, total),
    usualTotal: known.length === 0 ? null : usualOf(normals, { span, hours }),
    affectedMs: affected.length * slotMs,
    coveragePpm: coverageOf(sli, { span, hasNormal: known.length > 0 }),
    weeks: hours.length === 0 ? 0 : Math.floor(known.reduce((sum, one) => sum + one.weeks, 0) / hours.length),
  };
  return { impact, affected };
}

/** Hour by hour: what the weeks before had in it, without the worst of three or more. */
function normalsOf(weeks: SeenSli["weeks"]): Map<number, Normal> {
  const byHour = new Map<number, { bad: number; total: number }[]>();
  for (const week of weeks) {
    for (const [hour, slots] of Map.groupBy(week, ({ at }) => hourOf(at))) {
      const total = slots.reduce((sum, slot) => sum + slot.total, 0);
      const bad = slots.reduce((sum, slot) => sum + slot.total - slot.good, 0);
      if (total > 0) byHour.set(hour, [...(byHour.get(hour) ?? []), { bad, total }]);
    }
  }
  return new Map([...byHour].map(([hour, seen]) => [hour, normalOf(seen)]));
}

function normalOf(seen: readonly { bad: number; total: number }[]): Normal {
  const sorted = seen.toSorted((a, b) => Number(BigInt(a.bad) * BigInt(b.total) - BigInt(b.bad) * BigInt(a.total)));
  const kept = seen.length >= enoughToChoose ? sorted.slice(0, -1) : sorted;
  const [bad, total] = [kept.reduce((sum, one) => sum + one.bad, 0), kept.reduce((sum, one) => sum + one.total, 0)];
  return { bad, total, weeks: seen.length, usual: Math.floor(total / kept.length) };
}

// In millionths of a request, so that what is rounded away in every minute does not add up.
function expectedOf(total: number, normal: Normal | undefined): bigint {
  return normal ? (BigInt(total) * BigInt(normal.bad) * million) / BigInt(normal.total) : 0n;
}

/** Failures exceed normal by more than three times its square root (at least three), or at least half fails. */
function isAffected({ good, total }: Slot, expected: bigint): boolean {
  const beyond = BigInt(total - good) * million - expected;
  if (beyond <= 0n) return false;
  const atLeastOne = expected > million ? expected : million;
  return beyond * beyond > 9n * atLeastOne * million || (total - good) * 2 >= total;
}

function usualOf(normals: ReadonlyMap<number, Normal>, { span, hours }: { span: Interval; hours: readonly number[] }): number {
  const overlapOf = (hour: number) => Math.min(span.until, (hour + 1) * HOUR) - Math.max(span.from, hour * HOUR);
  return Number(hours.reduce((sum, hour) => sum + BigInt(normals.get(hour)?.usual ?? 0) * BigInt(overlapOf(hour)), 0n) / BigInt(HOUR));
}

/** Of the quarter hours that had counts in some week before, those that have them now; of all of them where there is no normal. */
function coverageOf({ slots, weeks }: SeenSli, { span, hasNormal }: { span: Interval; hasNormal: boolean }): number {
  const usual = new Set(weeks.flat().filter(({ total }) => total > 0).map(({ at }) => quarterOf(at)));
  const seen = new Set(slots.filter(({ total }) => total > 0).map(({ at }) => quarterOf(at)));
  const wanted: number[] = [];
  for (let at = quarterOf(span.from); at * quarter < span.until; at++) if (!hasNormal || usual.has(at)) wanted.push(at);
  return wanted.length === 0 ? 1_000_000 : Math.floor((wanted.filter((at) => seen.has(at)).length * 1_000_000) / wanted.length);
}

function shareOf(part: number, total: number): number | null {
  return total === 0 ? null : Number((BigInt(part) * million) / BigInt(total));
}

function hoursOf({ from, until }: Interval): number[] {
  const hours: number[] = [];
  for (let hour = hourOf(from); hour * HOUR < until; hour++) hours.push(hour);
  return hours;
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR);
}

function quarterOf(at: number): number {
  return Math.floor(at / quarter);
}
