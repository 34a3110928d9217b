import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planCstate } from "../lib/importers/cstate/rules/plan.ts";
import { readSite } from "../lib/importers/cstate/sources/site.ts";
import { planDatocms } from "../lib/importers/datocms/rules/plan.ts";
import { importHistory } from "../lib/importers/history/commands/import-history.ts";
import type { ImportPlan, SourceFile } from "../lib/importers/history/rules/planned.ts";
import { readFolder } from "../lib/importers/history/sources/folder.ts";
import { hasChanges } from "../lib/importers/history/terms.ts";
import { planImport } from "../lib/importers/statuspage/rules/plan.ts";
import { priya } from "../lib/testing/cast.ts";
import { asStaff } from "../lib/testing/contexts.ts";
import { importDatabase } from "./import.ts";
import { migrate } from "./migrate.ts";
import { seedDemo } from "./seed/demo/seed.ts";
import { openSqlite } from "./sqlite.ts";
import { type Server, startPostgres } from "../lib/testing/postgres.ts";

const root = join(import.meta.dirname, "..");
const fixtures = join(root, "../shared/fixtures");
const folder = mkdtempSync(join(tmpdir(), "candor-export-"));
const file = (name: string) => join(folder, name);
const sqlite = (name: string) => `file:${file(name)}`;
const patient = { timeout: 600_000 };
const at = Date.UTC(2027, 0, 1);
let server: Server;
let postgres: string;

beforeAll(async () => {
  server = await startPostgres();
  const client = new pg.Client(`${server.url}postgres`);
  await client.connect();
  await client.query("create database moved");
  await client.end();
  postgres = `${server.url}moved`;
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ending {
  code: number | null;
  output: string;
  errors: string;
}

function run(program: string, { url, args }: { url: string; args: string[] }): Promise<Ending> {
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "test", LOG_LEVEL: "silent", APP_URL: "http://localhost:3000", DATA_DIR: folder, DATABASE_URL: url, AUTH_SECRET: "a-secret-for-tests-only-0123456789abcdef" } as const;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "./scripts/tsx-hook.mjs", program, ...args], { cwd: root, env });
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (part: Buffer) => output.push(part));
  child.stderr.on("data", (part: Buffer) => errors.push(part));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() })));
}

const candor = (url: string, ...args: string[]) => run("scripts/candor.ts", { url, args });
const documentsOf = async (url: string) => JSON.parse((await run("lib/testing/children/documents.ts", { url, args: [String(at)] })).output) as Record<string, unknown>;
const bodyOf = (name: string) => readFileSync(file(name), "utf8").split("\n").slice(1).join("\n");

const products: [string, (files: SourceFile[]) => ImportPlan][] = [
  ["statuspage/github-incidents", planImport],
  ["statuspage/check-statuspage", planImport],
  ["cstate/jenkins-infra-status", (files) => planCstate(readSite(files))],
  ["cstate/cstate-examplesite", (files) => planCstate(readSite(files))],
  ["statuspage/datocms/data", planDatocms],
];

/** The demo company, and every history there is, each brought twice. */
async function fillFromEverywhere(path: string): Promise<void> {
  await migrate(path);
  const db = openSqlite(path);
  await seedDemo(db);
  for (const [source, plan] of products) {
    const files = readFolder(join(fixtures, source), [".json", ".md", ".yml"]);
    const bring = () => importHistory(asStaff(db, priya, at), { source, plan: plan(files), files: files.length });
    expect([source, hasChanges(await bring())]).toEqual([source, true]);
    expect([source, hasChanges(await bring())]).toEqual([source, false]);
  }
  await db.close();
}

describe("everything there is", () => {
  test("is imported twice, exported, and read alike by every audience in the other engine and back", patient, async () => {
    await fillFromEverywhere(file("a.db"));

    expect(await candor(sqlite("a.db"), "export", "--out", file("a.jsonl"))).toMatchObject({ code: 0 });
    expect(statSync(file("a.jsonl")).mode & 0o777).toBe(0o600);
    expect(await candor(postgres, "import", "candor", file("a.jsonl"), "--dry-run")).toMatchObject({ code: 0, output: expect.stringContaining("would be written") });
    expect(await candor(postgres, "import", "candor", file("a.jsonl"))).toMatchObject({ code: 0, errors: "" });
    expect(await candor(postgres, "import", "candor", file("a.jsonl"))).toMatchObject({ code: 0, output: expect.stringContaining("nothing was written") });
    const [left, right] = [await documentsOf(sqlite("a.db")), await documentsOf(postgres)];
    expect(Object.keys(left).length).toBeGreaterThan(3);
    expect(digest(right)).toEqual(digest(left));

    expect(await candor(postgres, "export", "--out", file("b.jsonl"))).toMatchObject({ code: 0 });
    expect(bodyOf("b.jsonl") === bodyOf("a.jsonl")).toBe(true);
    expect(await candor(sqlite("c.db"), "import", "candor", file("b.jsonl"))).toMatchObject({ code: 0, errors: "" });
    expect(digest(await documentsOf(sqlite("c.db")))).toEqual(digest(left));
    expect((await candor(sqlite("c.db"), "export", "--out", file("c.jsonl"))).code).toBe(0);
    expect(bodyOf("c.jsonl") === bodyOf("a.jsonl")).toBe(true);
  });

  test("leaves nobody signed in: no session and no link that lets in is in the file", patient, async () => {
    await candor(sqlite("d.db"), "setup-link");
    const database = new Database(file("d.db"));
    database.exec("insert into people (id, email, name, created_at) values ('per_1', 'a@b.example', 'A', 1)");
    database.exec("insert into sessions (id, token_hash, person_id, created_at, last_seen_at, expires_at) values ('ses_1', 'canary-hash', 'per_1', 1, 1, 9999999999999)");
    database.close();
    const { output } = await candor(sqlite("d.db"), "export", "--out", "-");
    expect(output).toContain("a@b.example");
    expect(output).not.toContain("canary-hash");
    expect(output).not.toContain('["invitations"');
  });
});

describe("a file is refused, and nothing is written,", () => {
  const heading = JSON.stringify({ format: "candor-export", version: 1, exportedAt: "2026-11-26T00:00:00.000Z" });
  const group = JSON.stringify(["component_groups", { id: "grp_1", name: "One", description: "", position: 0, external_id: null, version: 1, created_at: 1 }]);
  const ending = (rows: number) => JSON.stringify({ rows: { component_groups: rows }, hashes: {} });
  const cases: [string, string[], string][] = [
    ["that was cut off", [heading, group], "no ending"],
    ["that lacks a row", [heading, group, ending(2)], "should have 2 rows of component_groups and has 1"],
    ["of something else", ['{"hello":1}'], "Line 1 is not as an export has it"],
    ["that is no JSON", [heading, "{"], "Line 2 is not JSON"],
    ["with a table of a newer version", [heading, '["robots",{"id":"1"}]', ending(0)], "Line 2: this program knows no robots"],
    ["with a column of a newer version", [heading, group.replace('"position"', '"colour":"red","position"'), ending(1)], "component_groups has no colour"],
    ["with sessions in it", [heading, '["sessions",{"id":"ses_1"}]', ending(0)], "this program knows no sessions"],
    ["with a row that fits no table", [heading, group, group, ending(2)], ""],
  ];
  test.each(cases)("%s", async (_, lines, sentence) => {
    const name = `${createHash("sha256").update(lines.join()).digest("hex").slice(0, 12)}.db`;
    await migrate(file(name));
    await expect(importDatabase({ to: sqlite(name), lines: () => each(lines) })).rejects.toThrow(sentence);
    expect(groupsIn(name)).toEqual([]);
  });

  test("where the portal is not empty", async () => {
    await migrate(file("e.db"));
    expect(await importDatabase({ to: sqlite("e.db"), lines: () => each([heading, group, ending(1)]) })).toEqual({ rows: { component_groups: 1 }, isKnown: false });
    await expect(importDatabase({ to: sqlite("e.db"), lines: () => each([heading, group.replace("One", "Two"), group.replace("grp_1", "grp_2"), ending(2)]) })).rejects.toThrow("This portal is not empty: there are component groups.");
    expect(groupsIn("e.db")).toEqual(["One"]);
  });

  test("in a rehearsal", async () => {
    await migrate(file("f.db"));
    expect(await importDatabase({ to: sqlite("f.db"), lines: () => each([heading, group, ending(1)]), isDryRun: true })).toEqual({ rows: { component_groups: 1 }, isKnown: false });
    expect(groupsIn("f.db")).toEqual([]);
  });
});

test("an older file fills what it knows, and the rest gets its default", async () => {
  await migrate(file("g.db"));
  await importDatabase({ to: sqlite("g.db"), lines: () => each([JSON.stringify({ format: "candor-export", version: 1, exportedAt: "2026-11-26T00:00:00.000Z" }), '["component_groups",{"id":"grp_1","name":"One","created_at":1}]', '{"rows":{"component_groups":1},"hashes":{}}']) });
  expect(groupsIn("g.db")).toEqual(["One"]);
});

test("without a file the command says so", patient, async () => {
  expect(await candor(sqlite("h.db"), "import", "candor", file("nowhere.jsonl"))).toMatchObject({ code: 1, errors: expect.stringContaining("There is no file") });
});

async function* each(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}

function groupsIn(name: string): unknown[] {
  const database = new Database(file(name), { readonly: true });
  const names = database.prepare("select name from component_groups order by name").pluck().all();
  database.close();
  return names;
}

/** By audience and kind of document, so that what differs has a name. */
function digest(documents: Record<string, unknown>): Record<string, Record<string, string>> {
  const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
  return Object.fromEntries(Object.entries(documents).map(([audience, kinds]) => [audience, Object.fromEntries(Object.entries(kinds as object).map(([kind, value]) => [kind, hashOf(value)]))]));
}
