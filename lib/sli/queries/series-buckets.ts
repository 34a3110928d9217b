import { sql } from "drizzle-orm";
import { numbersTable, rangeTable } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { MINUTES_A_QUARTER } from "../terms.ts";
import { type Bucket, byKey } from "./buckets.ts";

// The key begins with the time: for few series each bucket is looked up, for many the time is read through.
const fewSeries = 16;

/** Buckets that begin in [from, until) of epoch minutes, series by series; of those without counts there is none. */
export async function readSeriesBuckets(read: ReadDb, { series, from, until, table }: { series: readonly number[]; from: number; until: number; table: "sli_minutes" | "sli_quarters" }): Promise<Map<number, Bucket[]>> {
  const size = table === "sli_quarters" ? MINUTES_A_QUARTER : 1;
  const range = { from: Math.ceil(from / size), until: Math.ceil(until / size) };
  if (range.from >= range.until || series.length === 0) return new Map();
  const wanted = numbersTable("wanted", ["number"], [...new Set(series)].map((each) => [each]));
  const rows = await read.rows<{ at: number | string; series: number | string; good: number | string; total: number | string }>(
    series.length <= fewSeries
      ? sql`select b.at, b.series, b.good, b.total from ${rangeTable("g", range)} cross join ${wanted} ${byKey(table)} order by b.at`
      : sql`select b.at, b.series, b.good, b.total from ${sql.raw(table)} b where b.at >= ${range.from} and b.at < ${range.until} and b.series in (select number from ${wanted}) order by b.at`,
  );
  return Map.groupBy(rows.map((row) => ({ series: Number(row.series), minute: Number(row.at) * size, good: Number(row.good), total: Number(row.total) })), (row) => row.series);
}
