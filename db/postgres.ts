import { drizzle } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { env } from "#lib/platform/env";
import { following, readPart, transactionPart } from "./builder.ts";
import { wasCutOff } from "./errors.ts";
import type { Builder, Db, ReadDb } from "./handle.ts";
import { Mutex } from "./mutex.ts";
import { commitForCertain } from "./postgres-commit.ts";
import { poolLimits, withTimeout } from "./postgres-limits.ts";
import { type Connection, type Statement, TransactionManager } from "./transaction.ts";

type Query = pg.QueryConfig & { values?: unknown[] };
type Client = { query(config: Query | string, values?: unknown[]): Promise<pg.QueryResult> };

const readMs = 30_000;
const deadAtOnceMs = 1_000;

export function openPostgres(url: string, options: { max?: number } = {}): Db {
  // No start-up parameters: PgBouncer refuses them.
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? env.DATABASE_POOL_MAX, ...poolLimits });
  // A dying connection emits an error, idle ones on the pool, those in use on the client; unheard, it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  const manager: TransactionManager = new TransactionManager(async () => connection(await pool.connect(), { pool, manager }));
  const read = builderFor(reading(pool));
  const reader = readPart(read.builder, read.rows);
  let ending: Promise<void> | undefined;

  return {
    dialect: "postgres",
    read: following(() => manager.current() ?? reader),
    dataVersion: () => null,
    write: (fn, writeOptions) => manager.write(fn, writeOptions),
    lock: (query, lockOptions) => (manager.assertLocking(), forUpdate(query, lockOptions)),
    afterCommit: (effect) => manager.afterCommit(effect),
    close: () => (ending ??= pool.end()),
  };
}

function connection(client: pg.PoolClient, { pool, manager }: { pool: pg.Pool; manager: TransactionManager }): Connection {
  const turn = new Mutex();
  const inTurn = async <T>(run: () => Promise<T>) => {
    const free = await turn.acquire();
    return run().finally(free);
  };
  const guarded: Client = {
    query: async (config, values) => {
      const text = typeof config === "string" ? config : config.text;
      const entered = manager.enter(self, { text, isRaw: typeof config === "string" });
      return inTurn(() => settle(entered, () => ask(client, config, values)));
    },
  };
  const { builder, rows } = builderFor(guarded, { canWrite: true });
  let begun = { id: "", holdMs: 0 };
  let lost: Error | undefined;
  const self: Connection = {
    tx: transactionPart(builder, rows, manager),
    begin: async (mode) => void (begun = { id: await begin(client, mode), holdMs: mode.holdMs }),
    exec: (command) => inTurn(async () => void (await client.query(withTimeout({ text: command }, begun.holdMs)))),
    commit: () => inTurn(async () => void (lost = await commitForCertain({ client, pool, ...begun }))),
    release: (broken) => client.release(broken ?? lost),
  };
  return self;
}

/** Begins, and answers the transaction's id: under it the server knows what became of it, should the connection be lost. */
// The limits are set inside the transaction, since poolers refuse them at the start of a connection.
async function begin(client: pg.PoolClient, { lock, holdMs }: { lock: boolean; holdMs: number }): Promise<string> {
  const commands = [
    `begin isolation level ${lock ? "read committed" : "serializable"}`,
    `set local lock_timeout = ${holdMs}`,
    `set local statement_timeout = ${holdMs}`,
    `set local idle_in_transaction_session_timeout = ${holdMs * 2}`,
    "select txid_current() as id",
  ];
  const results: unknown = await client.query(withTimeout({ text: commands.join("; ") }, holdMs));
  return lastId(results);
}

// Several statements in one message are answered by a list, which the types do not say.
function lastId(results: unknown): string {
  return (results as pg.QueryResult<{ id: string }>[]).at(-1)?.rows[0]?.id ?? "";
}

/** Reads on whichever connection is free. One whose connection was found dead is tried once more: a read may run twice. */
function reading(pool: pg.Pool): Client {
  return {
    query: async (config, values) => {
      const asked: Query = typeof config === "string" ? { text: config, values: values ?? [], types } : { ...config, ...(values && { values }) };
      const run = () => pool.query(withTimeout(asked, readMs));
      const begun = performance.now();
      return run().catch((error: unknown) => {
        // What took long to fail is the database that is gone, behind a pooler that waited for it.
        if (!wasCutOff(error) || performance.now() - begun > deadAtOnceMs) throw error;
        return run();
      });
    },
  };
}

async function settle<T>(statement: Statement, run: () => Promise<T>): Promise<T> {
  try {
    statement.assertOpen();
    return await run();
  } catch (error) {
    statement.failed(error);
    throw error;
  } finally {
    statement.settled();
  }
}

function ask(client: pg.PoolClient, config: Query | string, values?: unknown[]): Promise<pg.QueryResult> {
  return typeof config === "string" ? client.query({ text: config, values, types }) : client.query(config, values);
}

function builderFor(client: Client, { canWrite = false } = {}): { builder: Builder; rows: ReadDb["rows"] } {
  const dialect = new PgDialect();
  return {
    builder: drizzle(asPool(client)),
    rows: async <T>(query: Parameters<ReadDb["rows"]>[0]) => {
      const { sql: text, params } = dialect.sqlToQuery(query);
      if (!canWrite && !/^\s*(select|with|values|explain|show)\b/i.test(text)) throw new Error("read cannot change anything: use write.");
      return (await client.query(text, params)).rows as T[];
    },
  };
}

// Raw rows carry 64-bit integers as numbers, as on SQLite; ours stay below 2^53.
const types = {
  getTypeParser: ((id: number, format?: "text") =>
    id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
};

// Drizzle uses nothing of a pool but query.
function asPool(client: Client): pg.Pool {
  return client as pg.Pool;
}

function forUpdate<Q extends object>(query: Q, options: { skipLocked?: boolean } = {}): Q {
  if (!("for" in query) || typeof query.for !== "function") throw new Error("Only a select can lock its rows.");
  return query.for("update", options) as Q;
}
