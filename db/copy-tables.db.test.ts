import { getTableName, isTable, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isPostgres } from "../lib/platform/env.ts";
import { testDatabase } from "../lib/testing/database.ts";
import { listUnknown } from "./copy.ts";
import { listCopyTables } from "./copy-tables.ts";
import * as schema from "./schema/index.ts";

const database = testDatabase();
const tables = listCopyTables();

test("every table of the schema is copied, once, and none before those it refers to", () => {
  const names = tables.map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.values<unknown>(schema).filter((each) => isTable(each)).map((each) => getTableName(each)).toSorted());
  const before = (parent: string, child: string) => expect(names.indexOf(parent), `${parent} before ${child}`).toBeLessThan(names.indexOf(child));
  before("people", "sessions");
  before("incidents", "updates");
  before("updates", "update_notes");
  before("deliveries", "delivery_attempts");
});

test("columns are of the same kind on both engines", () => {
  const kindsOf = (table: string) => Object.fromEntries(tables.find(({ name }) => name === table)?.columns.map(({ name, kind }) => [name, kind]) ?? []);
  expect(kindsOf("audit_entries")).toMatchObject({ id: "text", at: "number", before: "json" });
  expect(kindsOf("components")).toMatchObject({ shows_history: "bool", position: "number", archived_at: "number" });
});

// A table that is neither the schema's nor registered in db/copy-derived.ts would be left behind without a word.
test("a migrated database has no table that a move would forget", async () => {
  const list = isPostgres
    ? sql`select tablename as name from pg_tables where schemaname = current_schema() and tablename <> '_migrations'`
    : sql`select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual') and name not in ('sqlite_schema', '_migrations')`;
  const present = (await database.db.read.rows<{ name: string }>(list)).map(({ name }) => name);
  expect(present.length).toBeGreaterThan(20);
  expect(await listUnknown({ engine: database.db.dialect, tables: async () => present }, tables)).toEqual([]);
});
