import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { Failure } from "#lib/core/failure";
import { batchRows, columnList, ledger, quoted, type Side } from "./copy-side.ts";
import type { CopyTable } from "./copy-tables.ts";
import { fromSqlite, nameRow, type Row, toSqlite } from "./copy-values.ts";
import { isBusy } from "./errors.ts";
import type { Applied } from "./migration-files.ts";
import { openWriter } from "./sqlite-file.ts";

/** Opens a file that nobody else has open, and keeps it so until it is closed. */
export function openSqliteSource(file: string): Side {
  if (!existsSync(file)) throw new Failure("not_found", `There is no database at ${file}.`);
  const database = new Database(file, { timeout: 0 });
  try {
    // In this mode SQLite gives the file to one connection only: a portal that runs, even an idle one, is noticed.
    database.pragma("locking_mode = exclusive");
    database.exec("begin immediate");
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new Failure("conflict", `${file} is in use. Stop every process of the portal (servers and workers) first: what they wrote during the move would be lost.`);
    throw error;
  }
  return side(database);
}

/** The file as it is at this moment, while others go on writing. */
export function openSqliteSnapshot(file: string): Side {
  if (!existsSync(file)) throw new Failure("not_found", `There is no database at ${file}.`);
  const database = new Database(file, { readonly: true });
  database.exec("begin");
  return side(database);
}

export function openSqliteTarget(file: string): Side {
  const database = openWriter(file);
  database.exec("begin immediate");
  return side(database);
}

function side(database: Database.Database): Side {
  const names = (where: string) => database.prepare<[], string>(`select name from pragma_table_list where schema = 'main' and ${where} order by name`).pluck().all();
  return {
    engine: "sqlite",
    tables: async () => names(`type in ('table', 'virtual') and name not in ('sqlite_schema', '${ledger}')`),
    applied: async () => (names(`name = '${ledger}'`).length > 0 ? database.prepare<[], Applied>(`select name, hash from ${ledger} where idx >= 0 order by idx`).all() : []),
    count: async (table) => database.prepare<[], number>(`select count(*) from ${quoted(table)}`).pluck().get() ?? 0,
    read: (table) => readRows(database, table),
    insert: async (table, rows) => insertRows(database, table, rows),
    run: async (statement) => void database.exec(statement),
    commit: async () => void database.exec("commit"),
    close: async () => {
      if (database.inTransaction) database.exec("rollback");
      database.close();
    },
  };
}

async function* readRows(database: Database.Database, table: CopyTable): AsyncIterable<Row[]> {
  const order = table.key.map(quoted).join(", ");
  const found = database.prepare(`select ${columnList(table)} from ${quoted(table.name)} order by ${order}`).raw().iterate();
  let rows: Row[] = [];
  for (const raw of found) {
    rows.push(readRow(table, raw as unknown[]));
    if (rows.length < batchRows) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function readRow(table: CopyTable, raw: unknown[]): Row {
  return table.columns.map(({ name, kind }, index) => {
    try {
      return fromSqlite(kind, raw[index] ?? null);
    } catch (error) {
      throw new Failure("invalid", `${nameRow(table, raw as Row)} cannot be read: in ${name}, ${String(error instanceof Error ? error.message : error)}.`);
    }
  });
}

function insertRows(database: Database.Database, table: CopyTable, rows: Row[]): void {
  const insert = database.prepare(`insert into ${quoted(table.name)} (${columnList(table)}) values (${table.columns.map(() => "?").join(", ")})`);
  for (const row of rows) insert.run(...row.map(toSqlite));
}
