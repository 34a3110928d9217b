import type { z } from "zod";
import { Failure } from "#lib/core/failure";
import { derived } from "./copy-derived.ts";
import { openPostgresTarget } from "./copy-postgres.ts";
import { batchRows, type Side } from "./copy-side.ts";
import { openSqliteTarget } from "./copy-sqlite.ts";
import { type CopyTable, listCopyTables } from "./copy-tables.ts";
import type { Row } from "./copy-values.ts";
import { hashTable, openSnapshot } from "./export.ts";
import { Ending, Heading, leftBehind, Line, ofAnyPortal } from "./export-format.ts";
import { isPostgresUrl, sqliteFile } from "./url.ts";

export interface Import {
  to: string;
  /** The file's lines from its beginning, as often as asked. */
  lines: () => AsyncIterable<string>;
  isDryRun?: boolean;
}

export interface Imported {
  rows: Record<string, number>;
  /** Everything of it was there already: nothing was written. */
  isKnown: boolean;
}

/** Fills an empty database of either engine from an export, in one transaction: it has every row, or none. The same file again changes nothing. */
export async function importDatabase({ to, lines, isDryRun = false }: Import): Promise<Imported> {
  const tables = new Map(listCopyTables().map((table) => [table.name, table]));
  const ending = await inspect(lines(), tables);
  if (await isThere(to, { tables, ending })) return { rows: ending.rows, isKnown: true };
  if (!isDryRun) await fill(to, { tables, ending, lines });
  return { rows: ending.rows, isKnown: false };
}

interface Wanted {
  tables: ReadonlyMap<string, CopyTable>;
  ending: Ending;
}

/** Reads the file once through before anything is written: it is whole, and knows nothing that this program does not. */
async function inspect(lines: AsyncIterable<string>, tables: ReadonlyMap<string, CopyTable>): Promise<Ending> {
  const counts = new Map<string, number>();
  let number = 0;
  let ending: Ending | null = null;
  for await (const line of lines) {
    number += 1;
    if (line === "") continue;
    if (number === 1) {
      read(Heading, { line, number });
      continue;
    }
    if (ending) throw new Failure("invalid", `Line ${number}: there is more after its end.`);
    const value = parse(line, number);
    if (!Array.isArray(value)) {
      ending = read(Ending, { line, number });
      continue;
    }
    const [name, fields] = read(Line, { line, number });
    refuseUnknown(name, { fields, tables, number });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (!ending) throw new Failure("invalid", "The file has no ending: it was cut off, or is no export. Nothing was written.");
  const wrong = Object.entries(ending.rows).find(([name, rows]) => rows !== (counts.get(name) ?? 0));
  if (wrong) throw new Failure("invalid", `The file should have ${wrong[1]} rows of ${wrong[0]} and has ${counts.get(wrong[0]) ?? 0}. Nothing was written.`);
  return ending;
}

function refuseUnknown(name: string, { fields, tables, number }: { fields: Record<string, unknown>; tables: ReadonlyMap<string, CopyTable>; number: number }): void {
  const table = tables.get(name);
  if (!table || leftBehind.has(name)) throw new Failure("invalid", `Line ${number}: this program knows no ${name}. The file may be of a newer version: update first.`);
  const strange = Object.keys(fields).find((field) => !table.columns.some((column) => column.name === field));
  if (strange !== undefined) throw new Failure("invalid", `Line ${number}: ${name} has no ${strange}. The file may be of a newer version: update first.`);
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Failure("invalid", `Line ${number} is not JSON. Give the file that candor export wrote.`);
  }
}

function read<T>(schema: z.ZodType<T>, { line, number }: { line: string; number: number }): T {
  const parsed = schema.safeParse(parse(line, number));
  if (parsed.success) return parsed.data;
  throw new Failure("invalid", `Line ${number} is not as an export has it: ${parsed.error.issues[0]?.message ?? "unreadable"}.`);
}

/** True where the database holds exactly this; throws where it holds anything else. */
async function isThere(to: string, { tables, ending }: Wanted): Promise<boolean> {
  const side = await openSnapshot(to);
  try {
    let isSame = true;
    let filled: string | null = null;
    for (const [name, table] of tables) {
      if (leftBehind.has(name)) continue;
      const rows = await side.count(name);
      if (rows > 0 && !ofAnyPortal.has(name)) filled ??= name;
      if (isSame) isSame = rows === (ending.rows[name] ?? 0) && (ending.hashes[name] === undefined || ending.hashes[name] === (await hashTable(table, side)));
    }
    if (!isSame && filled !== null) throw new Failure("conflict", `This portal is not empty: there are ${filled.replaceAll("_", " ")}. An export fills an empty portal only, so nothing was written.`);
    return isSame;
  } finally {
    await side.close();
  }
}

async function fill(to: string, { tables, ending, lines }: Wanted & Pick<Import, "lines">): Promise<void> {
  const target = await (isPostgresUrl(to) ? openPostgresTarget(to) : openSqliteTarget(sqliteFile(to)));
  try {
    for (const name of ofAnyPortal) await target.run(`delete from ${name}`);
    const batch: Batch = { table: null, rows: [] };
    for await (const line of lines()) {
      const value: unknown = line === "" ? null : JSON.parse(line);
      if (!Array.isArray(value)) continue;
      const [name, fields] = Line.parse(value);
      await add(batch, { table: present(tables.get(name), fields), fields, target });
    }
    await flush(batch, target);
    for (const statement of derived[target.engine].flatMap(({ rebuild }) => rebuild)) await target.run(statement);
    await compare(target, { tables, ending });
    await target.commit();
  } finally {
    await target.close();
  }
}

interface Batch {
  table: CopyTable | null;
  rows: Row[];
}

type Fields = z.output<typeof Line>[1];

/** The table as the file knows it: columns that came later get their default. */
function present(table: CopyTable | undefined, fields: Fields): CopyTable {
  if (!table) throw new Error("A table that was known is unknown now.");
  return { ...table, columns: table.columns.filter(({ name }) => fields[name] !== undefined) };
}

async function add(batch: Batch, { table, fields, target }: { table: CopyTable; fields: Fields; target: Side }): Promise<void> {
  const isOther = batch.table?.name !== table.name || batch.table.columns.length !== table.columns.length;
  if (isOther || batch.rows.length >= batchRows) await flush(batch, target);
  batch.table = table;
  batch.rows.push(table.columns.map(({ name, kind }) => {
    const value = fields[name] ?? null;
    return kind === "bytes" && typeof value === "string" ? Buffer.from(value, "hex") : value;
  }));
}

async function flush(batch: Batch, target: Side): Promise<void> {
  if (batch.table && batch.rows.length > 0) await target.insert(batch.table, batch.rows);
  batch.rows = [];
}

/** What is there now is what the file says, row by row; where the file is older, as many rows. */
async function compare(target: Side, { tables, ending }: Wanted): Promise<void> {
  for (const [name, rows] of Object.entries(ending.rows)) {
    const table = tables.get(name);
    const isRight = table && rows === (await target.count(name));
    if (!isRight) throw new Failure("internal", `The rows of ${name} did not arrive, so everything was undone. Please report this sentence.`);
  }
}
