import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "#lib/core/failure";
import { compareTable } from "./copy-compare.ts";
import { derived } from "./copy-derived.ts";
import { openPostgresSource, openPostgresTarget } from "./copy-postgres.ts";
import type { Side } from "./copy-side.ts";
import { openSqliteSource, openSqliteTarget } from "./copy-sqlite.ts";
import { type CopyTable, listCopyTables } from "./copy-tables.ts";
import { migrate } from "./migrate.ts";
import { type Applied, nextMigration, readMigrations } from "./migration-files.ts";
import { isPostgresUrl, sqliteFile } from "./url.ts";

export interface Copy {
  from: string;
  to: string;
  /** Looks at both sides and changes neither. */
  isRehearsal?: boolean;
  ignoresConnections?: boolean;
  onProgress?: (table: string, rows: number) => void;
  /** Called after each batch written: a seam for tests that end the process there. */
  onBatch?: () => void;
}

export interface CopiedTable {
  name: string;
  rows: number;
  /** SHA-256 over the rows in the order of their key, equal on both sides; null in a rehearsal. */
  hash: string | null;
}

/**
 * Moves everything from a database of one engine to an empty one of the other, in one transaction there: the target has every row,
 * each compared with its source, or none. The source is left as it was, and nobody writes to it meanwhile.
 */
export async function copyDatabase(copy: Copy): Promise<CopiedTable[]> {
  if (isPostgresUrl(copy.from) === isPostgresUrl(copy.to)) throw new Failure("invalid", "Both databases are of one engine. Use its own tools: npm run backup for SQLite, pg_dump for PostgreSQL.");
  const tables = listCopyTables();
  const source = await openSource(copy);
  try {
    await refuseOtherSchema(source, tables);
    await inspectTarget(copy.to, tables);
    if (copy.isRehearsal) return await count(source, tables);
    await migrate(copy.to);
    return await fill(copy, tables, source);
  } finally {
    await source.close();
  }
}

async function count(source: Side, tables: CopyTable[]): Promise<CopiedTable[]> {
  const counted: CopiedTable[] = [];
  for (const { name } of tables) counted.push({ name, rows: await source.count(name), hash: null });
  return counted;
}

async function fill({ to, onProgress, onBatch }: Copy, tables: CopyTable[], source: Side): Promise<CopiedTable[]> {
  const target = await openTarget(to);
  try {
    await refuseFilled(target, tables);
    for (const table of tables) {
      let rows = 0;
      for await (const batch of source.read(table)) {
        await target.insert(table, batch);
        rows += batch.length;
        onBatch?.();
      }
      onProgress?.(table.name, rows);
    }
    for (const statement of derived[target.engine].flatMap(({ rebuild }) => rebuild)) await target.run(statement);
    const copied: CopiedTable[] = [];
    for (const table of tables) copied.push({ name: table.name, ...(await compareTable(table, source, target)) });
    await target.commit();
    return copied;
  } finally {
    await target.close();
  }
}

function openSource({ from, ignoresConnections = false }: Copy): Side | Promise<Side> {
  return isPostgresUrl(from) ? openPostgresSource(from, { ignoresConnections }) : openSqliteSource(sqliteFile(from));
}

function openTarget(to: string): Side | Promise<Side> {
  return isPostgresUrl(to) ? openPostgresTarget(to) : openSqliteTarget(sqliteFile(to));
}

async function refuseOtherSchema(source: Side, tables: CopyTable[]): Promise<void> {
  if (isBehind(await source.applied(), source.engine)) throw new Failure("conflict", "The database is older than this program. Bring it up to date first: npm run candor -- migrate");
  const unknown = await listUnknown(source, tables);
  if (unknown.length > 0) throw new Failure("conflict", `The database has tables that this program knows nothing of: ${unknown.join(", ")}. They would stay behind: move or drop them first.`);
}

function isBehind(applied: Applied[], engine: Side["engine"]): boolean {
  return nextMigration(readMigrations(join(process.cwd(), "db", "migrations", engine)), applied) !== undefined;
}

/** Tables that are neither the schema's nor derived. */
export async function listUnknown(side: Pick<Side, "engine" | "tables">, tables: CopyTable[]): Promise<string[]> {
  const known = new Set(tables.map(({ name }) => name));
  const isDerived = (name: string) => derived[side.engine].some(({ table }) => name === table || name.startsWith(`${table}_`));
  return (await side.tables()).filter((name) => !known.has(name) && !isDerived(name));
}

// Before anything is migrated: a database of somebody else's must not even get our tables.
async function inspectTarget(to: string, tables: CopyTable[]): Promise<void> {
  if (!isPostgresUrl(to) && !existsSync(sqliteFile(to))) return;
  const target = isPostgresUrl(to) ? await openPostgresTarget(to) : openSqliteSource(sqliteFile(to));
  try {
    const present = await target.tables();
    if (present.length === 0) return;
    const unknown = await listUnknown(target, tables);
    if (unknown.length > 0) throw new Failure("conflict", `The target has tables of something else (${unknown.slice(0, 5).join(", ")}). Give a database of its own.`);
    await refuseFilled(target, tables.filter(({ name }) => present.includes(name)));
  } finally {
    await target.close();
  }
}

async function refuseFilled(target: Side, tables: CopyTable[]): Promise<void> {
  for (const { name } of tables) {
    const rows = await target.count(name);
    if (rows > 0) throw new Failure("conflict", `The target is not empty: ${name} has ${rows} ${rows === 1 ? "row" : "rows"}. Nothing was changed. A move fills an empty database only: give another one, or, if nobody needs what is in it, delete it and create it again.`);
  }
}
