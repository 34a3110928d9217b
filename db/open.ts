import { isPostgres } from "#lib/platform/env";
import type { Db } from "./handle.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

export type { Db, ReadDb, Tx, WriteOptions } from "./handle.ts";
export { isUniqueViolation } from "./errors.ts";

export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

export function sqliteFile(url: string): string {
  return url.replace(/^file:(\/\/)?/, "");
}

/** Opens `postgres://…`, or a SQLite file by its path or `file:` address. */
export function openDb(url: string): Db {
  if (isPostgresUrl(url) !== isPostgres) {
    throw new Error(`This process was configured for ${isPostgres ? "PostgreSQL" : "SQLite"} and cannot open the other engine.`);
  }
  return isPostgresUrl(url) ? openPostgres(url) : openSqlite(sqliteFile(url));
}
