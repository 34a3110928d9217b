// Everything that differs between the engines in SQL text, named once; no query asks which engine it runs on.
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { isPostgres } from "#lib/platform/env";

type Expression = SQL | AnyColumn;

/** The database's clock in epoch milliseconds: leases must not depend on the clocks of several machines. */
// statement_timestamp, not clock_timestamp: a volatile function cannot be an index condition (248 ms against 2 ms).
export const nowMs: SQL<number> = isPostgres
  ? sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`
  : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;

/** Tells other processes at commit that something changed, so that they look before their next poll; null where there is no such call. */
export const notifyOthers: SQL | null = isPostgres ? sql`select pg_notify('candor_changes', '')` : null;

/** Whether the text contains this one; SQLite folds the case of ASCII letters only. */
export function containsText(column: Expression, text: string): SQL<boolean> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`lower(${column}) like ${pattern} escape '\\'`;
}
