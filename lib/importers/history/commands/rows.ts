import { type AnyColumn, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "#db/open";

// SQLite takes 32,766 values a statement; no table has more than 40 columns.
const rowsAtOnce = 500;

export async function insertAll<T extends PgTable>(tx: Tx, table: T, rows: T["$inferInsert"][]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) await tx.insert(table).values(rows.slice(from, from + rowsAtOnce));
}

/** One more than it is: whoever is editing it now is told. */
export function raised(column: AnyColumn) {
  return sql`${column} + 1`;
}
