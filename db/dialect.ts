// Everything that differs between the engines in SQL text, named once; no query asks which engine it runs on.
import { type AnyColumn, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { isPostgres } from "#lib/platform/env";

type Expression = SQL | AnyColumn;

/** The database's clock in epoch milliseconds: leases must not depend on the clocks of several machines. */
// statement_timestamp, not clock_timestamp: a volatile function cannot be an index condition (248 ms against 2 ms).
export const nowMs: SQL<number> = isPostgres
  ? sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`
  : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;

/** Tells other processes at commit that something changed, so that they look before their next poll; null where there is no such call. */
export const notifyOthers: SQL | null = isPostgres ? sql`select pg_notify('candor_changes', '')` : null;

/**
 * Whether a query of one row finds one, looked up for each row it is asked for. PostgreSQL may answer `exists` under an `or` by
 * reading both tables whole, once, which costs the more the more there is for others.
 */
export function hasRow(query: SQLWrapper): SQL<boolean> {
  return sql<boolean>`${query} is not null`;
}

/** Text in the order of its bytes, whatever the database's language, so that a prefix is a range of an index. */
export function inByteOrder(text: Expression): SQL {
  return isPostgres ? sql`${text} collate "C"` : sql`${text}`;
}

/** Whether a text begins with another; by an index where there is one of `inByteOrder(text)`. */
export function startsWith(text: Expression, beginning: string): SQL {
  return sql`${inByteOrder(text)} >= ${beginning} and ${inByteOrder(text)} < ${`${beginning}\u{10ffff}`}`;
}

/** What stands behind the "@" of an address; written as in the index `subscribers_mail_domain`. */
export function mailDomain(address: AnyColumn): SQL {
  return isPostgres ? sql`substr(${address}, strpos(${address}, '@') + 1)` : sql`substr(${address}, instr(${address}, '@') + 1)`;
}

/** Locks the rows of a raw select until the end of a `{ lock: true }` transaction; one writer has nothing to lock. */
export const forUpdate: SQL = isPostgres ? sql`for update` : sql``;

/** Rows of whole numbers as a table to join, in one parameter a column or one in all, however many there are. */
export function numbersTable(name: string, columns: readonly string[], rows: readonly (readonly number[])[]): SQL {
  const alias = sql.raw(name);
  if (isPostgres) {
    const arrays = columns.map((_, index) => sql`${sql.param(rows.map((row) => row[index]))}::bigint[]`);
    return sql`unnest(${sql.join(arrays, sql`, `)}) as ${alias}(${sql.raw(columns.join(", "))})`;
  }
  const picked = columns.map((column, index) => sql.raw(`value ->> ${index} as ${column}`));
  return sql`(select ${sql.join(picked, sql`, `)} from json_each(${JSON.stringify(rows)})) as ${alias}`;
}

/** The whole numbers from `from` up to, without, `until`, as a table with the one column `at`. */
export function rangeTable(name: string, { from, until }: { from: number; until: number }): SQL {
  const alias = sql.raw(name);
  return isPostgres
    ? sql`generate_series(${from}::bigint, ${until - 1}::bigint) as ${alias}(at)`
    : sql`(with recursive counted(at) as (select cast(${from} as integer) union all select at + 1 from counted where at + 1 < ${until}) select at from counted) as ${alias}`;
}

/**
 * Joins rows of a table that are looked up one by one for the rows before it, and ends the query's FROM and WHERE. Left alone, either
 * engine may rather read the table whole: SQLite keeps the order of a CROSS JOIN
 * (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join), PostgreSQL does not take a lateral query
 * with an OFFSET apart.
 */
export function lookedUp({ table, name, where }: { table: string; name: string; where: SQL }): SQL {
  const [found, alias] = [sql.raw(table), sql.raw(name)];
  return isPostgres ? sql`cross join lateral (select ${alias}.* from ${found} as ${alias} where ${where} offset 0) as ${alias}` : sql`cross join ${found} as ${alias} where ${where}`;
}

/** A sum of whole numbers that stays one: PostgreSQL makes a numeric of it. */
export function wholeSum(expression: SQL): SQL {
  return isPostgres ? sql`(sum(${expression}))::bigint` : sql`sum(${expression})`;
}
