import type { PgTable } from "drizzle-orm/pg-core";
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/open";

const rowsAtOnce = 500;
const holdMs = 300_000;

export async function insertRows<T extends PgTable>(db: Db, table: T, rows: T["$inferInsert"][]): Promise<void> {
  await db.write(async (tx) => {
    for (let from = 0; from < rows.length; from += rowsAtOnce) await tx.insert(table).values(rows.slice(from, from + rowsAtOnce));
  }, { holdMs });
}

const numbersAtOnce = 100_000;

/** Runs `insert into … select …` over the numbers from 0 to below `count`, each once, named `i`, in slices. */
export async function insertNumbered(db: Db, count: number, insert: (numbers: SQL) => SQL): Promise<void> {
  for (let from = 0; from < count; from += numbersAtOnce) {
    const last = Math.min(count, from + numbersAtOnce) - 1;
    const numbers = sql`with recursive numbers(i) as (select ${sql.raw(String(from))} union all select i + 1 from numbers where i < ${sql.raw(String(last))})`;
    await db.write(async (tx) => void (await tx.rows(insert(numbers))), { holdMs });
  }
}

/** A number of eight digits as text, so that ids sort as they were made. */
export const numbered = sql.raw("cast(10000000 + i as text)");
