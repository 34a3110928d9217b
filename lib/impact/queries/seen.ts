import { and, eq, inArray, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { journeys } from "#db/schema/customers";
import { slis, sliSeries } from "#db/schema/sli";
import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import { readSeriesBuckets } from "#lib/sli/queries/series-buckets";
import type { SeenSli, Slot } from "../rules/measure.ts";
import { type Asked, inQuarters, weekBefore, weeksBefore } from "../rules/span.ts";

export interface Counted {
  customerId: string;
  sliId: string;
  sliName: string;
  journeyId: string | null;
  journey: string | null;
  criticality: SeenSli["criticality"];
  series: number[];
}

/** The SLIs of customers, with their series; not those that are counted for all. */
export async function listCounted(read: ReadDb, customerIds: readonly string[]): Promise<Counted[]> {
  if (customerIds.length === 0) return [];
  const rows = await read
    .select({ customerId: slis.customerId, sliId: slis.id, sliName: slis.name, journeyId: slis.journeyId, journey: journeys.name, criticality: journeys.criticality, number: sliSeries.number })
    .from(slis)
    .leftJoin(journeys, eq(journeys.id, slis.journeyId))
    .leftJoin(sliSeries, eq(sliSeries.sliId, slis.id))
    .where(and(inArray(slis.customerId, [...customerIds]), isNull(slis.archivedAt)))
    .orderBy(slis.id);
  const byId = Map.groupBy(rows, (row) => row.sliId);
  return [...byId.values()].flatMap(([first, ...more]) => {
    if (!first || first.customerId === null) return [];
    const { customerId, sliId, sliName, journeyId, journey, criticality } = first;
    return [{ customerId, sliId, sliName, journeyId, journey, criticality, series: [first, ...more].flatMap(({ number }) => number ?? []) }];
  });
}

export interface Seen extends Asked {
  slis: Map<string, SeenSli>;
}

/** What SLIs counted in a span, by the minute; where there are no minutes of then, by the quarter hour. */
export async function loadFinest(read: ReadDb, asked: Asked & { counted: readonly Counted[]; zone: string }): Promise<Seen> {
  const { span, slotMs } = asked;
  const slis = await loadSeen(read, asked);
  if (slotMs !== MINUTE || [...slis.values()].some(({ slots }) => slots.length > 0)) return { span, slotMs, slis };
  const coarser = inQuarters(asked);
  return { ...coarser, slis: await loadSeen(read, { ...asked, ...coarser }) };
}

/** What SLIs counted in a span and in the same hours of the weeks before, on one clock: a read for the span and one a week, however many they are. */
async function loadSeen(read: ReadDb, { counted, span, slotMs, zone }: Asked & { counted: readonly Counted[]; zone: string }): Promise<Map<string, SeenSli>> {
  const series = counted.flatMap((sli) => sli.series);
  const now = await readSlots(read, { series, span, table: slotMs === MINUTE ? "sli_minutes" : "sli_quarters", byMs: 0 });
  const weeks: Map<number, Slot[]>[] = [];
  for (let week = 1; week <= weeksBefore; week++) {
    const { byMs, ...then } = weekBefore(span, { week, zone });
    weeks.push(await readSlots(read, { series, span: then, table: "sli_quarters", byMs }));
  }
  return new Map(counted.map(({ sliId, sliName, journeyId, journey, criticality, series: own }) => [sliId, { sliId, sliName, journeyId, journey, criticality, slots: slotsOf(now, own), weeks: weeks.map((week) => slotsOf(week, own)) }]));
}

async function readSlots(read: ReadDb, { series, span, table, byMs }: { series: readonly number[]; span: Interval; table: "sli_minutes" | "sli_quarters"; byMs: number }): Promise<Map<number, Slot[]>> {
  const found = await readSeriesBuckets(read, { series, from: span.from / MINUTE, until: span.until / MINUTE, table });
  return new Map([...found].map(([number, buckets]) => [number, buckets.map(({ minute, good, total }) => ({ at: minute * MINUTE + byMs, good, total }))]));
}

/** Several series of one SLI are added up, slot by slot. */
function slotsOf(found: ReadonlyMap<number, readonly Slot[]>, series: readonly number[]): Slot[] {
  const byStart = new Map<number, Slot>();
  for (const { at, good, total } of series.flatMap((number) => found.get(number) ?? [])) {
    const known = byStart.get(at) ?? { at, good: 0, total: 0 };
    byStart.set(at, { at, good: known.good + good, total: known.total + total });
  }
  return [...byStart.values()];
}
