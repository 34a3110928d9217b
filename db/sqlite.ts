import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { readPart, following, transactionPart } from "./builder.ts";
import { isBusy } from "./errors.ts";
import type { Builder, Db, ReadDb } from "./handle.ts";
import { Mutex } from "./mutex.ts";
import { type Connection, TransactionManager } from "./transaction.ts";

const openingMs = 10_000;
const readerBusyMs = 1_000;

/** One file, one writing connection and one that cannot write. */
export function openSqlite(file: string, options: { busyMs?: number } = {}): Db {
  const busyMs = options.busyMs ?? 10_000;
  const writer = openWriter(file);
  const reader = openReader(file);
  const turn = new Mutex();
  let holder: Connection | undefined;
  let isClosed = false;

  const manager = new TransactionManager(async () => {
    const free = await turn.acquire();
    await breathe();
    holder = {
      tx: transactionPart(write.builder, write.rows, manager),
      begin: () => begin(writer, busyMs),
      exec: async (command) => {
        if (command !== "rollback" || writer.inTransaction) writer.exec(command);
      },
      release: () => {
        holder = undefined;
        free();
      },
    };
    return holder;
  });

  const write = client(writer, (statement, run) => {
    const entered = manager.enter(holder, statement);
    try {
      return run();
    } catch (error) {
      entered.failed(error);
      throw error;
    } finally {
      entered.settled();
    }
  });
  const read = client(reader, (_, run) => run());
  const readPool = readPart(read.builder, read.rows);

  return {
    dialect: "sqlite",
    read: following(() => manager.current() ?? readPool),
    write: (fn, writeOptions) => manager.write(fn, writeOptions),
    lock: (query) => (manager.assertLocking(), query),
    afterCommit: (effect) => manager.afterCommit(effect),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      const free = await turn.acquire();
      reader.close();
      writer.close();
      free();
    },
  };
}

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

// A reader waits only while another process recovers the log after a crash, a few milliseconds.
function openReader(file: string): Database.Database {
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

let lastTurn = 0;
// better-sqlite3 answers in microtasks: without a turn of the event loop, busy writers starve timers and sockets.
async function breathe() {
  if (performance.now() - lastTurn <= 10) return;
  await nextTurn();
  lastTurn = performance.now();
}

type Guard = <T>(statement: { text: string; isRaw: boolean }, run: () => T) => T;

function client(database: Database.Database, guard: Guard): { builder: Builder; rows: ReadDb["rows"] } {
  const prepare = statementCache(database);
  const dialect = new SQLiteSyncDialect();
  const guarded = (text: string) => guardedStatement(prepare(text), (run) => guard({ text, isRaw: false }, run));
  return {
    builder: asBuilder(drizzle(asDatabase({ prepare: guarded }))),
    rows: async <T>(query: Parameters<ReadDb["rows"]>[0]) => {
      const { sql: text, params } = dialect.sqlToQuery(query);
      return guard({ text, isRaw: true }, () => runRaw(prepare(text), params) as T[]);
    },
  };
}

// Drizzle prepares anew for every execution; this saves a third of a point read.
function statementCache(database: Database.Database) {
  const statements = new Map<string, Database.Statement>();
  return (text: string) => {
    const known = statements.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    if (statements.size >= 500) statements.clear();
    statements.set(text, statement);
    return statement;
  };
}

function guardedStatement(statement: Database.Statement, guard: <T>(run: () => T) => T) {
  return {
    run: (...params: unknown[]) => guard(() => statement.run(...params.map(bindable))),
    all: (...params: unknown[]) => guard(() => statement.raw(false).all(...params.map(bindable))),
    get: (...params: unknown[]) => guard(() => statement.raw(false).get(...params.map(bindable))),
    raw: () => ({
      all: (...params: unknown[]) => guard(() => statement.raw(true).all(...params.map(bindable))),
      get: (...params: unknown[]) => guard(() => statement.raw(true).get(...params.map(bindable))),
    }),
  };
}

function runRaw(statement: Database.Statement, params: unknown[]): unknown[] {
  if (statement.reader) return statement.raw(false).all(...params.map(bindable));
  statement.run(...params.map(bindable));
  return [];
}

function bindable(param: unknown): unknown {
  return typeof param === "boolean" ? Number(param) : param;
}

// Drizzle uses nothing of the database but prepare, and of its statements only what guardedStatement has.
function asDatabase(part: { prepare(text: string): ReturnType<typeof guardedStatement> }): Database.Database {
  return part as unknown as Database.Database;
}

// Both builders offer the part that handle.ts picks; the suite runs on both engines to hold them to it.
function asBuilder(builder: unknown): Builder {
  return builder as Builder;
}
