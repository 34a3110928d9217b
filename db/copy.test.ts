import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startChild } from "../lib/testing/child.ts";
import { type Server, startPostgres } from "../lib/testing/postgres.ts";
import { type Copy, copyDatabase } from "./copy.ts";
import { listCopyTables } from "./copy-tables.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./sqlite.ts";
import { seedDemo } from "./seed/demo/seed.ts";

const patient = { timeout: 120_000 };
const tables = listCopyTables();
const folder = mkdtempSync(join(tmpdir(), "candor-copy-"));
const demo = join(folder, "demo.db");
let server: Server;
let postgres: pg.Client;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  server = await startPostgres();
  postgres = new pg.Client(`${server.url}postgres`);
  await postgres.connect();
  await migrate(demo);
  const db = openSqlite(demo);
  await seedDemo(db);
  await db.close();
  fillEveryTable();
}, 120_000);
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
afterAll(async () => {
  await postgres.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A row of awkward values for every table, whatever it is for, so that a new table is tried as well. */
function fillEveryTable() {
  const database = new Database(demo);
  database.pragma("ignore_check_constraints = 1");
  const awkward = { text: "awkward", number: 9_007_199_254_740_991, bool: 1, json: '{"z":[1.5,null,true],"a":"“ü”\\n\\\\","b":{}}', bytes: Buffer.from([0, 1, 255]) };
  for (const { name, columns } of tables) {
    const values = columns.map(({ kind }) => awkward[kind]);
    database.prepare(`insert into "${name}" (${columns.map((column) => `"${column.name}"`).join(", ")}) values (${columns.map(() => "?").join(", ")})`).run(...values);
  }
  expect(database.pragma("foreign_key_check")).toEqual([]);
  database.close();
}

/** All rows as the engine's own reader gives them, the text of json parsed: nothing of the code that copies. */
function rowsOf(file: string): Record<string, unknown[]> {
  const database = new Database(file, { readonly: true });
  const rows = tables.map(({ name, key, columns }) => {
    const found = database.prepare<[], Record<string, unknown>>(`select * from "${name}" order by ${key.join(", ")}`).all();
    for (const row of found) for (const column of columns) if (column.kind === "json" && typeof row[column.name] === "string") row[column.name] = JSON.parse(row[column.name] as string) as unknown;
    return [name, found] as const;
  });
  database.close();
  return Object.fromEntries(rows);
}

async function newDatabase(): Promise<string> {
  const name = `copy_${randomUUID().replaceAll("-", "")}`;
  await postgres.query(`create database ${name}`);
  return server.url + name;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const refusal = (copy: Copy) => copyDatabase(copy).then(() => "it was not refused", (error: Error) => error.message);
const countOf = (url: string, table: string) => onServer(url, async (client) => Number((await client.query<{ count: string }>(`select count(*) as count from ${table}`)).rows[0]?.count));

test("a portal moved to PostgreSQL and back has every row of every table as it was", patient, async () => {
  const before = rowsOf(demo);
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
  const url = await newDatabase();
  const there = await copyDatabase({ from: demo, to: url });
  const file = join(folder, "back.db");
  const back = await copyDatabase({ from: url, to: `file:${file}` });
  expect(back).toEqual(there);
  expect(there.map(({ name, rows }) => [name, rows])).toEqual(tables.map(({ name }) => [name, before[name]?.length]));
  expect(rowsOf(file)).toEqual(before);
  expect(rowsOf(demo)).toEqual(before);
  expect(await onServer(url, async (client) => (await client.query("select shows_history, (before->>'a') as a from components, audit_entries where components.id = 'awkward' and audit_entries.id = 'awkward'")).rows)).toEqual([{ shows_history: true, a: "“ü”\n\\" }]);
});

test("a rehearsal counts and changes neither side", patient, async () => {
  const [url, file] = [await newDatabase(), join(folder, "never.db")];
  const counted = await copyDatabase({ from: demo, to: url, isRehearsal: true });
  expect(counted.find(({ name }) => name === "customers")?.rows).toBe(rowsOf(demo).customers?.length);
  expect(await onServer(url, async (client) => (await client.query("select * from pg_tables where schemaname = 'public'")).rowCount)).toBe(0);
  await migrate(url);
  await copyDatabase({ from: url, to: `file:${file}`, isRehearsal: true });
  expect(() => new Database(file, { fileMustExist: true })).toThrow();
});

test("a move that is killed half way leaves the target empty, and is simply made again", patient, async () => {
  const url = await newDatabase();
  const child = startChild("copier.ts", { url: "", args: [demo, url, 12] });
  await child.ended;
  expect(await countOf(url, "people")).toBe(0);
  expect(await countOf(url, "_migrations where idx >= 0")).toBeGreaterThan(0);
  expect((await copyDatabase({ from: demo, to: url })).length).toBe(tables.length);
  const file = join(folder, "killed.db");
  const other = startChild("copier.ts", { url: "", args: [url, `file:${file}`, 12] });
  await other.ended;
  await copyDatabase({ from: url, to: `file:${file}` });
  expect(rowsOf(file)).toEqual(rowsOf(demo));
});

test("a target with anything in it is refused, and says what to do", patient, async () => {
  const url = await newDatabase();
  await migrate(url);
  await onServer(url, (client) => client.query("insert into rate_limits values ('a', 1, 1)"));
  expect(await refusal({ from: demo, to: url })).toMatch(/^The target is not empty: rate_limits has 1 row\. Nothing was changed\. .* delete it and create it again\.$/);
  const foreign = await newDatabase();
  await onServer(foreign, (client) => client.query("create table orders (id int)"));
  expect(await refusal({ from: demo, to: foreign })).toContain("tables of something else (orders)");
  expect(await onServer(foreign, async (client) => (await client.query("select * from pg_tables where schemaname = 'public'")).rowCount)).toBe(1);
  expect(await refusal({ from: demo, to: "file:elsewhere.db" })).toContain("of one engine");
});

test("a source that anybody has open is refused: the portal must be stopped", patient, async () => {
  const url = await newDatabase();
  const portal = openSqlite(demo);
  opened.push(portal);
  expect(await refusal({ from: demo, to: url })).toContain("is in use. Stop every process of the portal");
  await portal.close();
  await copyDatabase({ from: demo, to: url });
  const reader = new pg.Client(`${url}?application_name=psql`);
  await reader.connect();
  opened.push({ close: () => reader.end() });
  const back = { from: url, to: `file:${join(folder, "refused.db")}` };
  expect(await refusal(back)).toMatch(/Others are connected to the database \(postgres psql from 127\.0\.0\.1\)/);
  await reader.query("begin; insert into rate_limits values ('b', 1, 1)");
  expect(await refusal({ ...back, ignoresConnections: true })).toContain("Somebody is writing to the database");
  await reader.query("rollback");
  expect((await copyDatabase({ ...back, ignoresConnections: true })).length).toBe(tables.length);
});

test("a row that differs after the copy is named, and the target left empty", patient, async () => {
  const url = await newDatabase();
  await migrate(url);
  await onServer(url, (client) => client.query("create function spoil() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$; create trigger spoil before insert on customers for each row when (new.slug = 'awkward') execute function spoil()"));
  expect(await refusal({ from: demo, to: url })).toContain("differs from its source at customers (id awkward)");
  expect(await countOf(url, "customers")).toBe(0);
});

test("a row that PostgreSQL cannot keep is named", patient, async () => {
  const file = join(folder, "nul.db");
  await migrate(file);
  const database = new Database(file);
  database.exec("insert into people (id, email, name, created_at) values ('per_1', 'a@example.com', 'x' || char(0), 1)");
  database.close();
  expect(await refusal({ from: file, to: await newDatabase() })).toContain("people (id per_1) cannot be moved: in name, a text holds a NUL character");
});

test("a database of an older or a newer program is refused", patient, async () => {
  const file = join(folder, "older.db");
  await migrate(file);
  const database = new Database(file);
  database.exec("create table extras (id text primary key)");
  expect(await refusal({ from: file, to: await newDatabase() })).toContain("in use");
  database.close();
  expect(await refusal({ from: file, to: await newDatabase() })).toContain("tables that this program knows nothing of: extras");
  const older = new Database(file);
  older.exec("drop table extras; delete from _migrations where idx = (select max(idx) from _migrations)");
  older.close();
  expect(await refusal({ from: file, to: await newDatabase() })).toContain("older than this program");
});

test("tables in a ring, and rows that could not be told apart, are refused when the list is made", () => {
  const egg = sqliteTable("eggs", { id: text("id").primaryKey(), henId: text("hen_id").references((): never => hen.id as never) });
  const hen = sqliteTable("hens", { id: text("id").primaryKey(), eggId: text("egg_id").references(() => egg.id) });
  expect(() => listCopyTables([egg, hen])).toThrow("eggs, hens");
  expect(() => listCopyTables([sqliteTable("marks", { at: integer("at") })])).toThrow("no primary key");
});
