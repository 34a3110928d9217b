import { sql } from "drizzle-orm";
import { numbersTable, wholeSum } from "#db/dialect";
import type { Tx } from "#db/open";
import { sliPoints } from "#db/schema/sli";
import { MINUTE } from "#lib/core/time";
import { combineSides, increaseOf, mergePoints, type Point } from "../rules/points.ts";
import type { Counting, Side } from "../terms.ts";
import type { MinuteCount } from "./store.ts";

export interface StreamPoints {
  stream: number;
  series: number;
  counting: Counting;
  points: Point[];
}

interface Kept {
  points: Point[];
  increase: number;
}

/** Adds points to what is known of their streams and answers the counts of every minute that is another one now. The series are locked. */
export async function keepPoints(tx: Tx, arrived: readonly StreamPoints[]): Promise<MinuteCount[]> {
  const changed = arrived.filter(({ points }) => points.length > 0);
  if (changed.length === 0) return [];
  const known = await loadAround(tx, changed);
  const touched: { series: number; minute: number }[] = [];
  const written: { stream: number; minute: number; points: Point[]; increase: number }[] = [];
  for (const stream of changed) {
    for (const row of recount(stream, known.get(stream.stream) ?? new Map<number, Kept>())) {
      written.push({ stream: stream.stream, ...row });
      touched.push({ series: stream.series, minute: row.minute });
    }
  }
  for (let start = 0; start < written.length; start += 500) {
    await tx.insert(sliPoints).values(written.slice(start, start + 500)).onConflictDoUpdate({ target: [sliPoints.stream, sliPoints.minute], set: { points: sql`excluded.points`, increase: sql`excluded.increase` } });
  }
  return sumSides(tx, touched);
}

/** The minutes of a stream that are touched, and the one after each, which begins where they end. */
function recount({ counting, points }: StreamPoints, known: Map<number, Kept>): { minute: number; points: Point[]; increase: number }[] {
  const byMinute = new Map<number, Point[]>();
  for (const point of points) byMinute.set(minuteOf(point), [...(byMinute.get(minuteOf(point)) ?? []), point]);
  for (const [minute, arrived] of byMinute) known.set(minute, { points: mergePoints(known.get(minute)?.points ?? [], arrived), increase: -1 });
  const minutes = [...known.keys()].toSorted((a, b) => a - b);
  const changed: { minute: number; points: Point[]; increase: number }[] = [];
  minutes.forEach((minute, index) => {
    const kept = known.get(minute);
    const before = known.get(minutes[index - 1] ?? Number.NaN)?.points.at(-1) ?? null;
    // Of the first one loaded what stands before it is not known, and nothing of it has changed.
    if (!kept || (index === 0 && kept.increase !== -1)) return;
    const increase = increaseOf(counting, kept.points, before);
    if (increase !== kept.increase) changed.push({ minute, points: kept.points, increase });
  });
  return changed;
}

function minuteOf([at]: Point): number {
  return Math.floor(at / MINUTE);
}

/** What is known of each stream from the minute before the first one touched to the minute after the last. */
async function loadAround(tx: Tx, streams: readonly StreamPoints[]): Promise<Map<number, Map<number, Kept>>> {
  const spans = streams.map(({ stream, points }) => {
    const minutes = points.map(minuteOf);
    return [stream, Math.min(...minutes), Math.max(...minutes)];
  });
  const rows = await tx.rows<{ stream: number | string; minute: number | string; points: Point[] | string; increase: number | string }>(sql`
    select p.stream, p.minute, p.points, p.increase from ${numbersTable("r", ["stream", "low", "high"], spans)} join sli_points p on p.stream = r.stream
    where p.minute >= coalesce((select max(minute) from sli_points where stream = r.stream and minute < r.low), r.low)
      and p.minute <= coalesce((select min(minute) from sli_points where stream = r.stream and minute > r.high), r.high)`);
  const byStream = new Map<number, Map<number, Kept>>();
  for (const row of rows) {
    const stream = byStream.get(Number(row.stream)) ?? new Map<number, Kept>();
    byStream.set(Number(row.stream), stream);
    stream.set(Number(row.minute), { points: typeof row.points === "string" ? (JSON.parse(row.points) as Point[]) : row.points, increase: Number(row.increase) });
  }
  return byStream;
}

/** Good and total of minutes, of all the streams of their series together. */
async function sumSides(tx: Tx, touched: readonly { series: number; minute: number }[]): Promise<MinuteCount[]> {
  const cells = [...new Map(touched.map(({ series, minute }) => [`${series}:${minute}`, [series, minute]])).values()];
  if (cells.length === 0) return [];
  const rows = await tx.rows<{ series: number | string; minute: number | string; side: Side; sum: number | string }>(sql`
    select r.series, r.minute, s.side, ${wholeSum(sql`p.increase`)} as sum from ${numbersTable("r", ["series", "minute"], cells)}
    join sli_streams s on s.series = r.series join sli_points p on p.stream = s.number and p.minute = r.minute group by r.series, r.minute, s.side`);
  const withGood = await tx.rows<{ series: number | string }>(sql`select distinct s.series from ${numbersTable("r", ["series", "minute"], cells)} join sli_streams s on s.series = r.series where s.side = 'good'`);
  const hasGood = new Set(withGood.map(({ series }) => Number(series)));
  const sums = new Map<string, Record<Side, number>>();
  for (const row of rows) {
    const key = `${row.series}:${row.minute}`;
    const sum = sums.get(key) ?? { good: 0, bad: 0, total: 0 };
    sums.set(key, { ...sum, [row.side]: Number(row.sum) });
  }
  return cells.map(([series = 0, minute = 0]) => {
    const sum = sums.get(`${series}:${minute}`) ?? { good: 0, bad: 0, total: 0 };
    return { series, minute, ...combineSides({ ...sum, hasGood: hasGood.has(series) }) };
  });
}
