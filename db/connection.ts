import { join } from "node:path";
import { env } from "#lib/platform/env";
import { type Db, openDb } from "./open.ts";

// The bundler loads modules more than once in a process; a registered symbol is shared by all copies.
const slot = Symbol.for("candor.db");
const holder = globalThis as { [slot]?: Db };

export function databaseUrl(): string {
  return env.DATABASE_URL ?? join(env.DATA_DIR, "candor.db");
}

/** The process's one handle, opened at the first call. */
export function getDb(): Db {
  return (holder[slot] ??= openDb(databaseUrl()));
}

/** Puts another handle in its place: tests, and commands that open a database by name. */
export function useDb(db: Db | undefined) {
  holder[slot] = db;
}
