import { isPostgres } from "#lib/platform/env";
import type { Db } from "./handle.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";
import { isPostgresUrl, sqliteFile } from "./url.ts";

export type { Db, ReadDb, Tx, WriteOptions } from "./handle.ts";
export { isUniqueViolation } from "./errors.ts";

/** Opens `postgres://…`, or a SQLite file by its path or `file:` address. */
export function openDb(url: string): Db {
  if (isPostgresUrl(url) !== isPostgres) {
    throw new Error(`This process was configured for ${isPostgres ? "PostgreSQL" : "SQLite"} and cannot open the other engine.`);
  }
  return isPostgresUrl(url) ? openPostgres(url) : openSqlite(sqliteFile(url));
}
