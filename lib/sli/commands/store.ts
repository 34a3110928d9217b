import { sql, type SQL } from "drizzle-orm";
import { forUpdate, numbersTable, wholeSum } from "#db/dialect";
import type { Tx } from "#db/open";
import { MINUTES_A_DAY, MINUTES_A_QUARTER } from "../terms.ts";

export interface MinuteCount {
  series: number;
  /** Epoch minute. */
  minute: number;
  good: number;
  total: number;
}

export interface Storing {
  /** `set`: the minute has exactly this, however often it is said. `add`: it has so much more. */
  how: "set" | "add";
  /** The first minute of which minutes are kept; before it a count is of its quarter hour. */
  keptFrom: number;
}

const columns = ["series", "at", "good", "total"];

/** Writes counts and what they change in quarter hours and days, all in the caller's transaction, which must be `{ lock: true }`. */
export async function storeCounts(tx: Tx, counts: readonly MinuteCount[], { how, keptFrom }: Storing): Promise<void> {
  const rows = collect(counts, how);
  if (rows.length === 0) return;
  await lockSeries(tx, rows.map(([series]) => series));
  await storeMinutes(tx, rows.filter(([, minute]) => minute >= keptFrom), how);
  await storeQuarters(tx, rows.filter(([, minute]) => minute < keptFrom), how);
  await noteSpan(tx, rows);
}

type Row = [series: number, minute: number, good: number, total: number];

// One row a bucket: of several for the same minute the last one counts, or their sum.
function collect(counts: readonly MinuteCount[], how: Storing["how"]): Row[] {
  const byBucket = new Map<string, Row>();
  for (const { series, minute, good, total } of counts) {
    const key = `${series}:${minute}`;
    const known = byBucket.get(key);
    byBucket.set(key, known && how === "add" ? [series, minute, known[2] + good, known[3] + total] : [series, minute, good, total]);
  }
  return [...byBucket.values()].toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
}

/** In the order of their numbers, so that two batches never wait for each other crosswise. */
export async function lockSeries(tx: Tx, series: readonly number[]): Promise<void> {
  const numbers = [...new Set(series)].map((each) => [each]);
  await tx.rows(sql`select number from sli_series where number in (select number from ${numbersTable("wanted", ["number"], numbers)}) order by number ${forUpdate}`);
}

async function storeMinutes(tx: Tx, rows: readonly Row[], how: Storing["how"]): Promise<void> {
  if (rows.length === 0) return;
  const given = numbersTable("r", columns, rows);
  const change = how === "add" ? sql`select series, at, good, total from ${given}` : changeFrom(given, sql.raw("sli_minutes"));
  await addTo(tx, { table: "sli_days", size: MINUTES_A_DAY, change });
  await addTo(tx, { table: "sli_quarters", size: MINUTES_A_QUARTER, change });
  await tx.rows(upsert({ table: "sli_minutes", select: sql`select at, series, good, total from ${given} where true`, isSum: how === "add" }));
}

// Minutes are gone: the count is of the quarter hour that begins then.
async function storeQuarters(tx: Tx, rows: readonly Row[], how: Storing["how"]): Promise<void> {
  if (rows.length === 0) return;
  const quarters = collectQuarters(rows, how);
  const given = numbersTable("r", columns, quarters);
  const change = how === "add" ? sql`select series, at, good, total from ${given}` : changeFrom(given, sql.raw("sli_quarters"));
  await addTo(tx, { table: "sli_days", size: MINUTES_A_DAY / MINUTES_A_QUARTER, change });
  await tx.rows(upsert({ table: "sli_quarters", select: sql`select at, series, good, total from ${given} where true`, isSum: how === "add" }));
}

function collectQuarters(rows: readonly Row[], how: Storing["how"]): Row[] {
  const counts = rows.map(([series, minute, good, total]) => ({ series, minute: Math.floor(minute / MINUTES_A_QUARTER), good, total }));
  return collect(counts, how);
}

function changeFrom(given: SQL, table: SQL): SQL {
  return sql`select r.series, r.at, r.good - coalesce(o.good, 0) as good, r.total - coalesce(o.total, 0) as total from ${given} left join ${table} o on o.at = r.at and o.series = r.series`;
}

async function addTo(tx: Tx, { table, size, change }: { table: string; size: number; change: SQL }): Promise<void> {
  const unit = sql.raw(String(size));
  const select = sql`select at / ${unit}, series, ${wholeSum(sql`good`)}, ${wholeSum(sql`total`)} from (${change}) d where good <> 0 or total <> 0 group by 1, 2`;
  await tx.rows(upsert({ table, select, isSum: true }));
}

function upsert({ table, select, isSum }: { table: string; select: SQL; isSum: boolean }): SQL {
  const name = sql.raw(table);
  const set = isSum ? sql`good = ${name}.good + excluded.good, total = ${name}.total + excluded.total` : sql`good = excluded.good, total = excluded.total`;
  return sql`insert into ${name} (at, series, good, total) ${select} on conflict (at, series) do update set ${set}`;
}

/** First and last minute of each series, from which a gap is told apart from what was never there. */
async function noteSpan(tx: Tx, rows: readonly Row[]): Promise<void> {
  const spans = new Map<number, [number, number]>();
  for (const [series, minute] of rows) {
    const [low, high] = spans.get(series) ?? [minute, minute];
    spans.set(series, [Math.min(low, minute), Math.max(high, minute)]);
  }
  const given = numbersTable("r", ["series", "low", "high"], [...spans].map(([series, span]) => [series, ...span]));
  await tx.rows(sql`update sli_series set
    first_minute = case when first_minute is null or first_minute > r.low then r.low else first_minute end,
    last_minute = case when last_minute is null or last_minute < r.high then r.high else last_minute end
    from ${given} where number = r.series and (first_minute is null or first_minute > r.low or last_minute < r.high)`);
}
