import type { CopyTable, Kind } from "./copy-tables.ts";

/** A value as neither engine keeps it: json as text with its keys in order, so that the same value is the same text. */
export type Value = string | number | boolean | Buffer | null;
export type Row = Value[];

export function fromSqlite(kind: Kind, value: unknown): Value {
  if (value === null) return null;
  if (kind === "bool" && (value === 0 || value === 1)) return value === 1;
  if (kind === "json" && typeof value === "string") return orderedJson(value);
  if (kind === "number" && typeof value === "number") return value;
  if (kind === "text" && typeof value === "string") return value;
  if (kind === "bytes" && Buffer.isBuffer(value)) return value;
  throw new Error(`a ${typeof value} is kept where ${kind} belongs`);
}

/** PostgreSQL's own text of a value. */
export function fromPostgres(kind: Kind, text: string | null): Value {
  if (text === null) return null;
  switch (kind) {
    case "text":
      return text;
    case "number":
      return Number(text);
    case "bool":
      return text === "t";
    case "json":
      return orderedJson(text);
    case "bytes":
      return Buffer.from(text.slice(2), "hex");
  }
}

export function toSqlite(value: Value): string | number | Buffer | null {
  return typeof value === "boolean" ? Number(value) : value;
}

/** Throws for what PostgreSQL has no way to keep. */
export function toPostgres(value: Value): Value {
  if (typeof value === "string" && value.includes("\0")) throw new Error("a text holds a NUL character, which PostgreSQL cannot keep");
  return value;
}

/** One row as text: two rows are the same when this is. */
export function canonicalText(row: Row): string {
  return JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? value.toString("hex") : value)));
}

/** A row's name in a sentence: its table and key. */
export function nameRow(table: CopyTable, row: Row): string {
  const parts = table.key.map((name) => `${name} ${String(row[table.columns.findIndex((column) => column.name === name)])}`);
  return `${table.name} (${parts.join(", ")})`;
}

function orderedJson(text: string): string {
  return JSON.stringify(JSON.parse(text), (_, value: unknown) => (isPlain(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value));
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
