import type { CopyTable } from "./copy-tables.ts";
import type { Row } from "./copy-values.ts";
import type { Applied } from "./migration-files.ts";

/** One of the two databases of a copy, on a connection of its own within one transaction. */
export interface Side {
  readonly engine: "sqlite" | "postgres";
  /** Its tables by name, views and the ledger of migrations left out. */
  tables(): Promise<string[]>;
  /** The migrations it has had. */
  applied(): Promise<Applied[]>;
  count(table: string): Promise<number>;
  /** Every row in the order of the key, which both engines must agree on. */
  read(table: CopyTable): AsyncIterable<Row[]>;
  insert(table: CopyTable, rows: Row[]): Promise<void>;
  run(statement: string): Promise<void>;
  commit(): Promise<void>;
  /** Undoes what was not committed. */
  close(): Promise<void>;
}

export const batchRows = 500;
export const ledger = "_migrations";

export function quoted(name: string): string {
  return `"${name}"`;
}

export function columnList(table: CopyTable): string {
  return table.columns.map(({ name }) => quoted(name)).join(", ");
}
