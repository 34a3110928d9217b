import type { ReadDb } from "#db/open";
import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import { readBuckets } from "#lib/sli/queries/buckets";
import type { Definition } from "../input.ts";
import type { DayCounts } from "../rules/forecast.ts";
import { countsOfTally, judgeSlices, type Slice } from "../rules/slices.ts";
import { type Counted, loadCounted } from "./definitions.ts";

/**
 * Whole days of UTC as they were counted, before exclusions and planned work: what a forecast is drawn from. Null for objectives
 * whose days do not add up: several SLIs by their verdicts or weights, and slices shorter than what is kept of long ago.
 */
export async function loadDays(read: ReadDb, { definition, span }: { definition: Definition; span: Interval }): Promise<DayCounts[] | null> {
  const { policy, parts, way } = definition;
  const minutes = policy.sliceMinutes ?? 0;
  if ((way !== null && way !== "pooled") || (policy.method !== "occurrences" && (minutes % 15 !== 0 || way !== null))) return null;
  const counted = [...(await loadCounted(read, parts.map(({ sliId }) => sliId))).values()];
  const byDay = new Map<number, DayCounts>();
  for (let at = Math.ceil(span.from / DAY) * DAY; at + DAY <= span.until; at += DAY) byDay.set(at, { at, good: 0, total: 0 });
  for (const sli of counted) await (policy.method === "occurrences" ? addEvents(read, { sli, span, byDay }) : addSlices(read, { sli, span, byDay, policy, minutes }));
  return [...byDay.values()];
}

interface Adding {
  sli: Counted;
  span: Interval;
  byDay: Map<number, DayCounts>;
}

async function addEvents(read: ReadDb, { sli, span, byDay }: Adding): Promise<void> {
  for (const { minute, good, total } of await readBuckets(read, { series: sli.series, from: span.from / MINUTE, until: span.until / MINUTE, table: "sli_days" })) {
    const day = byDay.get(minute * MINUTE);
    if (day) Object.assign(day, { good: day.good + good, total: day.total + total });
  }
}

async function addSlices(read: ReadDb, { sli, span, byDay, policy, minutes }: Adding & { policy: Definition["policy"]; minutes: number }): Promise<void> {
  const buckets = await readBuckets(read, { series: sli.series, from: span.from / MINUTE, until: span.until / MINUTE, table: "sli_quarters" });
  const slices = new Map<number, Slice>();
  for (const { minute, good, total } of buckets) {
    const at = Math.floor(minute / minutes) * minutes * MINUTE;
    const slice = slices.get(at) ?? { at, good: 0, total: 0 };
    slices.set(at, { at, good: slice.good + good, total: slice.total + total });
  }
  const ofDay = Map.groupBy(slices.values(), ({ at }) => Math.floor(at / DAY) * DAY);
  for (const [at, day] of byDay) {
    const { tally } = judgeSlices(policy, { slices: ofDay.get(at) ?? [], pieces: [], span: { from: at, until: at + DAY } });
    Object.assign(day, countsOfTally(policy, tally));
  }
}
