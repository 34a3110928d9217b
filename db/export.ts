import { createHash } from "node:crypto";
import { toIso } from "#lib/core/time";
import { openPostgresSnapshot } from "./copy-postgres.ts";
import type { Side } from "./copy-side.ts";
import { openSqliteSnapshot } from "./copy-sqlite.ts";
import { type CopyTable, listCopyTables } from "./copy-tables.ts";
import { canonicalText } from "./copy-values.ts";
import { type Ending, exportFormat, exportVersion, leftBehind, toJson } from "./export-format.ts";
import { isPostgresUrl, sqliteFile } from "./url.ts";

export interface Export {
  from: string;
  now: number;
  /** Takes a part of the file; what it answers is waited for. */
  write: (text: string) => Promise<void>;
}

/** Writes everything in a database, as it is at one moment, as lines of JSON; the portal may go on meanwhile. Answers the rows of each table. */
export async function exportDatabase({ from, now, write }: Export): Promise<Record<string, number>> {
  const source = await openSnapshot(from);
  const ending: Ending = { rows: {}, hashes: {} };
  try {
    await write(`${JSON.stringify({ format: exportFormat, version: exportVersion, exportedAt: toIso(now) })}\n`);
    for (const table of listCopyTables().filter(({ name }) => !leftBehind.has(name))) {
      const { rows, hash } = await writeTable(table, { source, write });
      ending.rows[table.name] = rows;
      ending.hashes[table.name] = hash;
    }
    await write(`${JSON.stringify(ending)}\n`);
    return ending.rows;
  } finally {
    await source.close();
  }
}

/** A database as it is at this moment, for reading only. */
export function openSnapshot(url: string): Side | Promise<Side> {
  return isPostgresUrl(url) ? openPostgresSnapshot(url) : openSqliteSnapshot(sqliteFile(url));
}

async function writeTable(table: CopyTable, { source, write }: { source: Side; write: Export["write"] }): Promise<{ rows: number; hash: string }> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const batch of source.read(table)) {
    for (const row of batch) hash.update(`${canonicalText(row)}\n`);
    rows += batch.length;
    await write(batch.map((row) => `${JSON.stringify([table.name, Object.fromEntries(table.columns.map(({ name }, index) => [name, toJson(row[index] ?? null)]))])}\n`).join(""));
  }
  return { rows, hash: hash.digest("hex") };
}

/** What a table comes to, as an export says it at its end. */
export async function hashTable(table: CopyTable, side: Side): Promise<string> {
  const hash = createHash("sha256");
  for await (const batch of side.read(table)) for (const row of batch) hash.update(`${canonicalText(row)}\n`);
  return hash.digest("hex");
}
