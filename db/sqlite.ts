import { setImmediate as nextTurn } from "node:timers/promises";
import type Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { readPart, following, transactionPart } from "./builder.ts";
import type { Builder, Db, ReadDb } from "./handle.ts";
import { Mutex } from "./mutex.ts";
import { begin, openReader, openWriter } from "./sqlite-file.ts";
import { type Connection, TransactionManager } from "./transaction.ts";

/** One file, one writing connection and one that cannot write. */
export function openSqlite(file: string, options: { busyMs?: number } = {}): Db {
  const busyMs = options.busyMs ?? 10_000;
  const writer = openWriter(file);
  const reader = openReader(file);
  const turn = new Mutex();
  let holder: Connection | undefined;
  let isClosed = false;

  const manager: TransactionManager = new TransactionManager(async () => {
    const free = await turn.acquire();
    await breathe();
    holder = {
      tx: transactionPart(write.builder, write.rows, manager),
      begin: () => begin(writer, busyMs),
      exec: async (command) => {
        if (command !== "rollback" || writer.inTransaction) writer.exec(command);
      },
      commit: async () => void writer.exec("commit"),
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
  // The reader's own: it counts what other connections commit, and nothing is ever committed on this one.
  const version = reader.prepare<[], number>("pragma data_version").pluck();

  return {
    dialect: "sqlite",
    read: following(() => manager.current() ?? readPool),
    dataVersion: () => version.get() ?? null,
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
