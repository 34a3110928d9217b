// What is copied between engines: every table of the schema, whatever tables there will be.
import { getTableColumns, getTableName, isTable, type Table } from "drizzle-orm";
import { getTableConfig as postgresConfig, type PgTable } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { isPostgres } from "#lib/platform/env";
import * as schema from "./schema/index.ts";

/** The kit's words, as far as the engines keep them differently. */
export type Kind = "text" | "number" | "bool" | "json" | "bytes";

export interface CopyTable {
  name: string;
  columns: { name: string; kind: Kind }[];
  /** Columns of the primary key: rows are read and compared in its order. */
  key: string[];
}

/** All tables, those that others refer to first. */
export function listCopyTables(tables: readonly Table[] = Object.values<unknown>(schema).filter((each): each is Table => isTable(each))): CopyTable[] {
  const waiting = new Map(tables.map((table) => [getTableName(table), table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, table]) => parentsOf(table).every((parent) => !waiting.has(parent)));
    if (free.length === 0) throw new Error(`These tables refer to each other, so none can be copied first: ${[...waiting.keys()].join(", ")}.`);
    for (const [name, table] of free.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      ordered.push(table);
      waiting.delete(name);
    }
  }
  return ordered.map(describe);
}

function describe(table: Table): CopyTable {
  const name = getTableName(table);
  const columns = Object.values(getTableColumns(table));
  const key = [...columns.filter((column) => column.primary), ...configOf(table).primaryKeys.flatMap((primary): { name: string }[] => primary.columns)].map((column) => column.name);
  if (key.length === 0) throw new Error(`The table ${name} has no primary key, so its rows cannot be compared.`);
  return { name, columns: columns.map((column) => ({ name: column.name, kind: kindOf(name, column) })), key };
}

function parentsOf(table: Table): string[] {
  return configOf(table).foreignKeys.map((foreign) => getTableName(foreign.reference().foreignTable as Table));
}

// The kit's tables are of the engine that this process was configured for.
function configOf(table: Table) {
  return isPostgres ? postgresConfig(table as PgTable) : sqliteConfig(table as SQLiteTable);
}

const kinds: Record<string, Kind> = { string: "text", number: "number", boolean: "bool", json: "json", buffer: "bytes", custom: "bytes" };

function kindOf(table: string, column: { name: string; dataType: string }): Kind {
  const kind = kinds[column.dataType];
  if (!kind) throw new Error(`The column ${table}.${column.name} is of a kind that cannot be copied: ${column.dataType}.`);
  return kind;
}
