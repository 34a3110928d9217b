// Everything that differs between the engines in SQL text, named once; no query asks which engine it runs on.
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { isPostgres } from "#lib/platform/env";

type Expression = SQL | AnyColumn;

/** The database's clock in epoch milliseconds: leases must not depend on the clocks of several machines. */
// statement_timestamp, not clock_timestamp: a volatile function cannot be an index condition (248 ms against 2 ms).
export const nowMs: SQL<number> = isPostgres
  ? sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`
  : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;

/** The text under a key of a JSON object. */
export function jsonText(column: Expression, key: string): SQL<string | null> {
  return isPostgres ? sql`${column} ->> ${key}::text` : sql`${column} ->> ${`$."${key}"`}`;
}

/** Whether a JSON array of texts has this one. */
export function jsonArrayHas(column: Expression, value: string): SQL<boolean> {
  return isPostgres
    ? sql`${column} @> ${JSON.stringify([value])}::jsonb`
    : sql`exists (select 1 from json_each(${column}) where value = ${value})`;
}

/** Whether the text contains this one; SQLite folds the case of ASCII letters only. */
export function containsText(column: Expression, text: string): SQL<boolean> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`lower(${column}) like ${pattern} escape '\\'`;
}

/** A sum of integers as a number, 0 for no rows. */
export function sumInt(value: Expression): SQL<number> {
  return (isPostgres ? sql<number>`coalesce(sum(${value}), 0)::bigint` : sql<number>`coalesce(sum(${value}), 0)`).mapWith(Number);
}

/** Rows of integers as one parameter set, usable wherever a table named `r` is. */
export function rowset(columns: string[], rows: readonly (readonly number[])[]): SQL {
  if (isPostgres) {
    const arrays = columns.map((_, i) => sql`${sql.param(rows.map((row) => row[i]))}::bigint[]`);
    return sql`unnest(${sql.join(arrays, sql`, `)}) as r(${sql.raw(columns.join(", "))})`;
  }
  const fields = columns.map((column, i) => sql.raw(`value ->> ${i} as ${column}`));
  return sql`(select ${sql.join(fields, sql`, `)} from json_each(${JSON.stringify(rows)})) as r`;
}

/** The integers [from, to) as column `i` of a table named `g`. */
export function range(from: number, to: number): SQL {
  return isPostgres
    ? sql`generate_series(${from}::bigint, ${to - 1}::bigint) as g(i)`
    : sql`(with recursive n(i) as (select ${from} where ${from} < ${to} union all select i + 1 from n where i < ${to - 1}) select i from n) as g`;
}
