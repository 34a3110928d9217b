import { type SQL, sql } from "drizzle-orm";
import { lookedUp, numbersTable, rangeTable, wholeSum } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { type BucketTable, partsOf } from "../rules/parts.ts";
import { MINUTES_A_DAY, MINUTES_A_QUARTER } from "../terms.ts";

export interface SeriesCounts {
  good: number;
  total: number;
}

// The key begins with the time: for few series each bucket is looked up, for many the time is read through.
const fewSeries = 16;

/** Counts of each series in [from, until) of epoch minutes; of series without any there is no entry. */
export async function sumWindow(read: ReadDb, { series, from, until }: { series: readonly number[]; from: number; until: number }): Promise<Map<number, SeriesCounts>> {
  if (from >= until || series.length === 0) return new Map();
  const wanted = numbersTable("wanted", ["number"], [...new Set(series)].map((each) => [each]));
  const pieces = partsOf({ from, until }).map((part) => {
    const table = sql.raw(part.table);
    return series.length <= fewSeries
      ? sql`select b.series, b.good, b.total from ${rangeTable("g", part)} cross join ${wanted} ${byKey(part.table)}`
      : sql`select b.series, b.good, b.total from ${table} b where b.at >= ${part.from} and b.at < ${part.until} and b.series in (select number from ${wanted})`;
  });
  const rows = await read.rows<{ series: number | string; good: number | string; total: number | string }>(
    sql`select series, ${wholeSum(sql`good`)} as good, ${wholeSum(sql`total`)} as total from (${sql.join(pieces, sql` union all `)}) b group by series`,
  );
  return new Map(rows.map((row) => [Number(row.series), { good: Number(row.good), total: Number(row.total) }]));
}

/** Buckets "b" of each time of "g" and each number of "wanted". */
export function byKey(table: BucketTable): SQL {
  return lookedUp({ table, name: "b", where: sql`b.at = g.at and b.series = wanted.number` });
}

export interface Bucket extends SeriesCounts {
  /** Epoch minute in which it begins. */
  minute: number;
}

const sizeOf: Record<BucketTable, number> = { sli_minutes: 1, sli_quarters: MINUTES_A_QUARTER, sli_days: MINUTES_A_DAY };

/** All series together, bucket by bucket, of buckets that begin in [from, until) of epoch minutes; those without counts are not there. */
export async function readBuckets(read: ReadDb, { series, from, until, table }: { series: readonly number[]; from: number; until: number; table: BucketTable }): Promise<Bucket[]> {
  const size = sizeOf[table];
  const range = { from: Math.ceil(from / size), until: Math.ceil(until / size) };
  if (range.from >= range.until || series.length === 0) return [];
  const wanted = numbersTable("wanted", ["number"], [...new Set(series)].map((each) => [each]));
  const rows = await read.rows<{ at: number | string; good: number | string; total: number | string }>(
    sql`select b.at, ${wholeSum(sql`b.good`)} as good, ${wholeSum(sql`b.total`)} as total from ${rangeTable("g", range)} cross join ${wanted} ${byKey(table)} group by b.at order by b.at`,
  );
  return rows.map((row) => ({ minute: Number(row.at) * size, good: Number(row.good), total: Number(row.total) }));
}
