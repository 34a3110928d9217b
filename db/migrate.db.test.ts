import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getTableColumns, getTableName, isTable, sql, type Table } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isPostgres } from "../lib/platform/env.ts";
import { startChild } from "../lib/testing/child.ts";
import { withDatabase } from "../lib/testing/database.ts";
import { migrate } from "./migrate.ts";
import type { ReadDb } from "./open.ts";
import * as schema from "./schema/index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-migrations-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const int = isPostgres ? "bigint" : "integer";
const first = [
  `create table parents (id ${int} primary key, name text)`,
  `create table children (id ${int} primary key, parent_id ${int} not null references parents (id) on delete cascade)`,
  "insert into parents values (1, 'one')",
  "insert into children values (1, 1)",
];
// As drizzle-kit writes a table rebuild for SQLite.
const rebuild = isPostgres
  ? ["alter table parents alter column name set not null"]
  : [
      "PRAGMA foreign_keys=OFF;",
      "create table __new_parents (id integer primary key, name text not null)",
      "insert into __new_parents select * from parents",
      "drop table parents",
      "alter table __new_parents rename to parents",
      "PRAGMA foreign_keys=ON;",
    ];
const last = [`create table notes (id ${int} primary key)`, "create index notes_id on notes (id)"];

function write(...migrations: string[][]) {
  const target = join(folder, isPostgres ? "postgres" : "sqlite");
  mkdirSync(join(target, "meta"), { recursive: true });
  const entries = migrations.map((_, idx) => ({ idx, tag: `000${idx}_step` }));
  writeFileSync(join(target, "meta/_journal.json"), JSON.stringify({ entries }));
  migrations.forEach((statements, idx) => writeFileSync(join(target, `000${idx}_step.sql`), statements.join("\n--> statement-breakpoint\n")));
}

async function tables(read: ReadDb): Promise<string[]> {
  const rows = await read.rows<{ name: string }>(
    isPostgres
      ? sql`select tablename as name from pg_tables where schemaname = 'public'`
      : sql`select name from sqlite_master where type = 'table'`,
  );
  return rows.map((row) => row.name).sort();
}

async function appliedCount(read: ReadDb): Promise<number> {
  if (!(await tables(read)).includes("_migrations")) return 0;
  const [row] = await read.rows<{ n: number }>(sql`select count(*) as n from _migrations where idx >= 0`);
  return row?.n ?? 0;
}

const isEmpty = { isEmpty: true };

test("migrations are applied once, in order, and a table rebuild keeps the children of its rows", () =>
  withDatabase(async ({ db, url }) => {
    write(first);
    expect(await migrate(url, { folder })).toBe(1);
    write(first, rebuild, last);
    expect(await migrate(url, { folder })).toBe(2);
    expect(await migrate(url, { folder })).toBe(0);
    expect(await tables(db.read)).toEqual(["_migrations", "children", "notes", "parents"]);
    expect(await db.read.rows(sql`select count(*) as n from children`)).toEqual([{ n: 1 }]);
  }, isEmpty));

test("six programs that start together migrate once", { timeout: 60_000 }, () =>
  withDatabase(async ({ db, url }) => {
    write(first, rebuild, last);
    const starters = Array.from({ length: 6 }, () => startChild("migrator.ts", { url, args: [folder] }));
    const applied = await Promise.all(starters.map((starter) => starter.message()));
    expect(applied.map(Number).reduce((sum, count) => sum + count)).toBe(3);
    expect(await appliedCount(db.read)).toBe(3);
  }, isEmpty));

test("killed after any statement, it leaves whole migrations only, and the next start goes on", { timeout: 60_000 }, () =>
  withDatabase(async ({ db, url }) => {
    write(first, rebuild, last);
    const tablesAfter = [[], ["children", "parents"], ["children", "parents"], ["children", "notes", "parents"]];
    let crashAfter = 1;
    let crashes = 0;
    for (let applied = 0; ; crashes++) {
      const child = startChild("migrator.ts", { url, args: [folder, crashAfter] });
      if ((await child.ended) === 0) break;
      const now = await appliedCount(db.read);
      expect((await tables(db.read)).filter((name) => name !== "_migrations")).toEqual(tablesAfter[now]);
      crashAfter = now > applied ? 1 : crashAfter + 1;
      applied = now;
    }
    expect(await appliedCount(db.read)).toBe(3);
    expect(crashes).toBeGreaterThanOrEqual(isPostgres ? 7 : 10);
    expect(await db.read.rows(sql`select count(*) as n from children`)).toEqual([{ n: 1 }]);
  }, isEmpty));

test("a failing migration leaves nothing of itself", () =>
  withDatabase(async ({ db, url }) => {
    write(first, [...last, "create table notes (id int)"]);
    await expect(migrate(url, { folder })).rejects.toThrow("already exists");
    expect(await tables(db.read)).toEqual(["_migrations", "children", "parents"]);
  }, isEmpty));

test("a database that another program made is refused", () =>
  withDatabase(async ({ url }) => {
    write(first, last);
    await migrate(url, { folder });
    write(first);
    await expect(migrate(url, { folder })).rejects.toThrow("newer than this program: it has migration 0001_step");
    write(first, [...last, "create table more (id int)"]);
    await expect(migrate(url, { folder })).rejects.toThrow("0001_step was changed after it was applied");
  }, isEmpty));

test("the migrations make exactly the tables and columns of the schema", () =>
  withDatabase(async ({ db }) => {
    const made = await db.read.rows<{ name: string }>(
      isPostgres
        ? sql`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name <> '_migrations' and udt_name <> 'tsvector'`
        : sql`select t.name || '.' || c.name as name from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and t.name <> '_migrations' and t.name not like 'sqlite_%' and t.name not like 'incident_words%'`,
    );
    const exported: unknown[] = Object.values(schema);
    const wanted = exported.filter((value): value is Table => isTable(value)).flatMap(columnNames);
    expect(made.map((row) => row.name).sort()).toEqual(wanted.sort());
  }));

function columnNames(table: Table): string[] {
  return Object.values(getTableColumns(table)).map((column) => `${getTableName(table)}.${column.name}`);
}
