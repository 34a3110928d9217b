import pg from "pg";
import { Failure } from "#lib/core/failure";
import { batchRows, columnList, ledger, quoted, type Side } from "./copy-side.ts";
import type { CopyTable } from "./copy-tables.ts";
import { fromPostgres, nameRow, type Row, toPostgres } from "./copy-values.ts";
import type { Applied } from "./migration-files.ts";

interface Opening {
  /** Other sessions are known to be none of the portal's. */
  ignoresConnections: boolean;
}

/** Opens a database that nobody else is connected to; nobody can write to it until it is closed. */
export async function openPostgresSource(url: string, { ignoresConnections }: Opening): Promise<Side> {
  const client = await connect(url);
  try {
    if (!ignoresConnections) await refuseCompany(client);
    await client.query("begin isolation level repeatable read");
    await lockAll(client, "share");
    return side(client);
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** The database as it is at this moment, while others go on writing. */
export async function openPostgresSnapshot(url: string): Promise<Side> {
  const client = await connect(url);
  await client.query("begin isolation level repeatable read, read only");
  return side(client);
}

/** Opens a database that nobody else can write to until it is closed. */
export async function openPostgresTarget(url: string): Promise<Side> {
  const client = await connect(url);
  await client.query("begin");
  await lockAll(client, "exclusive");
  return side(client);
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  client.on("error", () => {});
  await client.connect().catch((error: unknown) => {
    throw new Failure("unavailable", `PostgreSQL cannot be reached: ${error instanceof Error ? error.message : String(error)}.`);
  });
  return client;
}

async function refuseCompany(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ who: string }>(
    "select distinct concat_ws(' ', usename, nullif(application_name, ''), 'from', coalesce(host(client_addr), 'this machine')) as who from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  if (rows.length === 0) return;
  const who = rows.map((row) => row.who).join(", ");
  throw new Failure("conflict", `Others are connected to the database (${who}). Stop every process of the portal (servers and workers) first: what they wrote during the move would be lost. If these are none of the portal's, add --ignore-connections.`);
}

// Locks wait a moment only: whoever writes now is the portal, or holds something open.
async function lockAll(client: pg.Client, mode: "share" | "exclusive"): Promise<void> {
  const names = await listTables(client);
  if (names.length === 0) return;
  try {
    await client.query(`set local lock_timeout = 2000; lock table ${names.map(quoted).join(", ")} in ${mode} mode`);
  } catch {
    throw new Failure("conflict", "Somebody is writing to the database. Stop every process of the portal (servers and workers) first.");
  }
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = current_schema() and tablename <> $1 order by 1", [ledger]);
  return rows.map((row) => row.name);
}

function side(client: pg.Client): Side {
  let isOver = false;
  return {
    engine: "postgres",
    tables: () => listTables(client),
    applied: async () => {
      const { rows } = await client.query<{ ledger: string | null }>("select to_regclass($1) as ledger", [ledger]);
      return rows[0]?.ledger ? (await client.query<Applied>(`select name, hash from ${ledger} where idx >= 0 order by idx`)).rows : [];
    },
    count: async (table) => Number((await client.query<{ count: string }>(`select count(*) as count from ${quoted(table)}`)).rows[0]?.count),
    read: (table) => readRows(client, table),
    insert: (table, rows) => insertRows(client, table, rows),
    run: async (statement) => void (await client.query(statement)),
    commit: async () => {
      await client.query("commit");
      isOver = true;
    },
    close: async () => {
      if (!isOver) await client.query("rollback").catch(() => {});
      await client.end();
    },
  };
}

// Every value as the server's own text: what drivers make of types is not asked.
const types = { getTypeParser: (() => (text: string) => text) as typeof pg.types.getTypeParser };

async function* readRows(client: pg.Client, table: CopyTable): AsyncIterable<Row[]> {
  // "C" orders by bytes, as SQLite does.
  const order = table.key.map((name) => (table.columns.find((column) => column.name === name)?.kind === "text" ? `${quoted(name)} collate "C"` : quoted(name))).join(", ");
  await client.query(`declare copied no scroll cursor for select ${columnList(table)} from ${quoted(table.name)} order by ${order}`);
  try {
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({ text: `fetch ${batchRows} from copied`, rowMode: "array", types });
      if (rows.length === 0) return;
      yield rows.map((row) => table.columns.map(({ kind }, index) => fromPostgres(kind, row[index] ?? null)));
    }
  } finally {
    await client.query("close copied").catch(() => {});
  }
}

const maxParameters = 32_000;

async function insertRows(client: pg.Client, table: CopyTable, rows: Row[]): Promise<void> {
  const width = table.columns.length;
  const atOnce = Math.max(1, Math.floor(maxParameters / width));
  for (let from = 0; from < rows.length; from += atOnce) {
    const part = rows.slice(from, from + atOnce);
    const places = part.map((_, row) => `(${table.columns.map((__, column) => `$${row * width + column + 1}`).join(", ")})`);
    await client.query(`insert into ${quoted(table.name)} (${columnList(table)}) values ${places.join(", ")}`, part.flatMap((row) => storable(table, row)));
  }
}

function storable(table: CopyTable, row: Row): Row {
  return row.map((value, index) => {
    try {
      return toPostgres(value);
    } catch (error) {
      throw new Failure("invalid", `${nameRow(table, row)} cannot be moved: in ${String(table.columns[index]?.name)}, ${String(error instanceof Error ? error.message : error)}. Mend it in the portal, then move again.`);
    }
  });
}
