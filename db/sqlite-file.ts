import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { isBusy } from "./errors.ts";

const openingMs = 10_000;
const readerBusyMs = 1_000;

/** A connection that may write, with every setting that durability and integrity rest on, and each one checked. */
export function openWriter(file: string): Database.Database {
  assertRuntime();
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: openingMs });
  setPragma(database, "journal_mode", "wal");
  // FULL: an acknowledged update survives a power cut.
  setPragma(database, "synchronous", 2);
  setPragma(database, "journal_size_limit", 64 * 1024 * 1024);
  secure(database);
  // SQLite's own wait would block the event loop: begin() waits instead.
  database.pragma("busy_timeout = 0");
  return database;
}

/** A connection that cannot write. */
// It waits only while another process recovers the log after a crash, a few milliseconds.
export function openReader(file: string): Database.Database {
  const database = new Database(file, { readonly: true, timeout: readerBusyMs });
  secure(database);
  return database;
}

function secure(database: Database.Database) {
  setPragma(database, "foreign_keys", 1);
  setPragma(database, "trusted_schema", 0);
  setPragma(database, "cell_size_check", 1);
  setPragma(database, "cache_size", -65_536);
}

function setPragma(database: Database.Database, name: string, value: string | number) {
  database.pragma(`${name} = ${value}`);
  const actual = database.pragma(name, { simple: true });
  if (actual !== value) throw new Error(`SQLite did not accept ${name} = ${value}: it is ${String(actual)}.`);
}

function assertRuntime() {
  if (Number(process.versions.napi) >= 10) return;
  throw new Error(`Node ${process.versions.node} cannot load SQLite (it would crash): use Node 22.19 or newer.`);
}

/** Waits for other processes' transactions without blocking this one. */
export async function begin(database: Database.Database, busyMs: number): Promise<void> {
  const start = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec("begin immediate");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() - start > busyMs) throw error;
    }
    await sleep(Math.min(25, attempt) * (0.5 + Math.random()));
  }
}
