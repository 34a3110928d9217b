import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people, staffMembers } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { componentGroups, components } from "#db/schema/catalog";
import { incidents, updates } from "#db/schema/incidents";
import { maintenances } from "#db/schema/maintenance";
import type { ImportReport } from "#lib/importers/history/terms";
import { isPostgres } from "#lib/platform/env";
import { addCast } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";

const database = testDatabase();
const root = join(import.meta.dirname, "..");
const patient = { timeout: 60_000 };

interface Ending {
  code: number | null;
  output: string;
  errors: string;
}

/** `npm run candor -- …` on this test's database. */
function candor(args: string[], env: Record<string, string> = {}): Promise<Ending> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", "./scripts/tsx-hook.mjs", "scripts/candor.ts", ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", LOG_LEVEL: "silent", APP_URL: "http://localhost:3000", DATA_DIR: folder, DATABASE_URL: database.url, ...env },
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, errors })));
}

const page = { id: "p1", name: "Northlight", url: "https://status.northlight.example", time_zone: "Europe/Berlin", updated_at: "2026-10-01T13:00:00.000+02:00" };
const cards = { id: "c1", name: "Card payments", status: "operational", created_at: "2025-01-01T00:00:00.000+01:00", updated_at: "2026-10-01T13:00:00.000+02:00", position: 1, description: null, showcase: true, start_date: "2025-01-01", group_id: "g1", page_id: "p1", group: false, only_show_if_degraded: false };
const affected = [{ code: "c1", name: "Payments - Card payments", old_status: "operational", new_status: "partial_outage" }];
const post = (id: string, status: string, at: string, more = {}) => ({ id, status, body: "About 1 in 8 card payments is refused.", incident_id: "i1", created_at: at, updated_at: at, display_at: at, affected_components: null, deliver_notifications: true, custom_tweet: null, tweet_id: null, ...more });
const failing = { id: "i1", name: "Card payments fail", status: "resolved", impact: "major", created_at: "2026-10-01T12:00:00.000+02:00", updated_at: "2026-10-01T13:00:00.000+02:00", monitoring_at: null, resolved_at: "2026-10-01T13:00:00.000+02:00", started_at: "2026-10-01T12:00:00.000+02:00", shortlink: "https://stspg.io/abc", page_id: "p1", components: [cards], incident_updates: [post("u2", "resolved", "2026-10-01T13:00:00.000+02:00"), post("u1", "investigating", "2026-10-01T12:00:00.000+02:00", { affected_components: affected })] };
const work = { ...failing, id: "m1", name: "New certificate", status: "scheduled", impact: "maintenance", resolved_at: null, scheduled_for: "2026-12-01T10:00:00.000+01:00", scheduled_until: "2026-12-01T11:00:00.000+01:00", incident_updates: [post("w1", "scheduled", "2026-11-20T10:00:00.000+01:00")] };
const answers: Record<string, unknown> = {
  "/api/v2/components.json": { page, components: [{ ...cards, id: "g1", name: "Payments", group: true, group_id: null, start_date: null, components: ["c1"] }, cards] },
  "/api/v2/incidents.json": { page, incidents: [failing] },
  "/api/v2/scheduled-maintenances.json": { page, scheduled_maintenances: [work] },
};

let folder: string;
let server: Server;
let address: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "candor-cli-"));
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("candor import statuspage", () => {
  test("takes a page by its address, and a second time says that all is here", patient, async () => {
    const first = await candor(["import", "statuspage", `${address}/`, "--json"]);
    expect(first).toMatchObject({ code: 0 });
    const report = JSON.parse(first.output) as ImportReport;
    expect(Object.values(report.tallies).map((tally) => tally.created)).toEqual([1, 1, 1, 3, 1, 0]);
    expect((await database.db.read.select().from(componentGroups)).map((row) => row.name)).toEqual(["Payments"]);
    expect((await database.db.read.select().from(components)).map((row) => [row.name, row.state, row.startedAt])).toEqual([["Card payments", "operational", Date.UTC(2024, 11, 31, 23)]]);
    expect((await database.db.read.select().from(incidents)).map((row) => [row.code, row.startedAt, row.externalUrl])).toEqual([["i1", Date.UTC(2026, 9, 1, 10), "https://status.northlight.example/incidents/i1"]]);
    expect((await database.db.read.select().from(maintenances)).map((row) => [row.code, row.state, row.scheduledFor])).toEqual([["m1", "scheduled", Date.UTC(2026, 11, 1, 9)]]);
    const second = await candor(["import", "statuspage", address]);
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining("nothing was written") });
  });

  test("rehearses without writing, and ends with 3 where something had to be left out", patient, async () => {
    writeFileSync(join(folder, "good.json"), JSON.stringify({ page, incident: failing }));
    writeFileSync(join(folder, "bad.json"), "{");
    const rehearsal = await candor(["import", "statuspage", folder, "--dry-run"]);
    expect(rehearsal).toMatchObject({ code: 3, output: expect.stringContaining("bad.json: This is not JSON.") });
    expect(await database.db.read.select().from(updates)).toEqual([]);
    expect((await candor(["import", "statuspage", folder])).code).toBe(3);
    expect(await database.db.read.select().from(updates)).toHaveLength(2);
  });

  test("does not fetch from the machine it runs on for a portal that others can reach", patient, async () => {
    const refused = await candor(["import", "statuspage", address], { APP_URL: "https://status.northlight.example" });
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining("is not a public address") });
    expect(await database.db.read.select().from(incidents)).toEqual([]);
  });

  test("says what is wrong where there is nothing to read", patient, async () => {
    expect(await candor(["import", "statuspage", join(folder, "nowhere")])).toMatchObject({ code: 1, errors: expect.stringContaining("There is no folder or file") });
    expect(await candor(["import", "statuspage", `${address}/elsewhere`])).toMatchObject({ code: 1, errors: expect.stringContaining("answered 404") });
    expect(await candor(["import", "statspage", folder])).toMatchObject({ code: 2, errors: expect.stringContaining("unknown command") });
  });
});

describe("candor import", () => {
  test("of cState names what it left out by file and line, and ends with 3", patient, async () => {
    mkdirSync(join(folder, "content/issues"), { recursive: true });
    writeFileSync(join(folder, "content/issues/good.md"), "---\ntitle: Slow\ndate: 2024-01-01 10:00:00\nseverity: down\nresolved: true\nresolvedWhen: 2024-01-01 11:00:00\n---\nWords.\n");
    writeFileSync(join(folder, "content/issues/bad.md"), "---\ntitle: Slow\ndate: yesterday\n---\n");
    expect(await candor(["import", "cstate", folder])).toMatchObject({ code: 3, output: expect.stringContaining('content/issues/bad.md:3: "yesterday" is no date.') });
    expect((await database.db.read.select().from(incidents)).map(({ code, state }) => [code, state])).toEqual([["good", "resolved"]]);
  });

  test("of a Statuspage's people says what came over, and keeps the word on their consent", patient, async () => {
    writeFileSync(join(folder, "people.json"), JSON.stringify({ page_access_groups: [{ id: "g1", name: "Hooli", component_ids: [], page_access_user_ids: ["u1"] }], page_access_users: [{ id: "u1", email: "gavin@hooli.example", page_access_group_ids: [] }], subscribers: [{ id: "s1", mode: "email", email: "noc@bluebird.example", components: [] }] }));
    const consent = "Confirmed on our Statuspage.";
    expect(await candor(["import", "statuspage-people", folder, "--consent", consent])).toMatchObject({ code: 0, output: expect.stringMatching(/customers +1 +0 +0\n +members +1 +0 +0\n +subscribers +1 +0 +0/) });
    expect(JSON.stringify(await database.db.read.select().from(auditEntries))).toContain(consent);
  });
});

describe("candor create-admin and setup-link", () => {
  test("make an admin once, whoever they were before, and then there is no link any more", patient, async () => {
    expect(await candor(["setup-link"])).toMatchObject({ code: 0, output: expect.stringContaining("http://localhost:3000/setup/") });
    expect(await candor(["create-admin", "Priya@Northlight.example", "--name", "Priya Raman"])).toMatchObject({ code: 0 });
    expect(await candor(["create-admin", "priya@northlight.example"])).toMatchObject({ code: 0 });
    expect((await database.db.read.select().from(people)).map((row) => [row.email, row.name])).toEqual([["priya@northlight.example", "Priya Raman"]]);
    expect((await database.db.read.select().from(staffMembers)).map((row) => row.role)).toEqual(["admin"]);
    expect(await candor(["setup-link"])).toMatchObject({ code: 1, errors: expect.stringContaining("has an admin already") });
    expect(await candor(["create-admin", "nobody"])).toMatchObject({ code: 1, errors: expect.stringContaining("email address") });
  });
});

describe("candor migrate-engine", () => {
  test("is told of by help, and wants to know where to", patient, async () => {
    expect((await candor(["--help"])).output).toContain("migrate-engine");
    expect((await candor(["migrate-engine"])).code).toBe(2);
    expect(await candor(["migrate-engine", "--to", "mysql://elsewhere/candor"])).toMatchObject({ code: 1, errors: expect.stringContaining("--to names the target") });
  });

  test("refuses a portal that is in use, in a sentence", patient, async () => {
    const to = database.db.dialect === "sqlite" ? "postgres://candor:secret@127.0.0.1:1/candor" : `file:${join(folder, "target.db")}`;
    await database.db.read.select().from(people);
    const refused = await candor(["migrate-engine", "--to", to]);
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining("Stop every process of the portal") });
    expect(refused.errors).not.toContain("secret");
  });

  if (isPostgres) {
    test("moves PostgreSQL to a file and reports each table", patient, async () => {
      await addCast(database.db);
      const file = join(folder, "target.db");
      const args = ["migrate-engine", "--ignore-connections", "--to", `file:${file}`];
      expect(await candor([...args, "--dry-run"])).toMatchObject({ code: 0, output: expect.stringContaining("Nothing was changed.") });
      expect(await candor(args)).toMatchObject({ code: 0, output: expect.stringMatching(/customers +4 {2}[0-9a-f]{16}[^]*each was compared with its source/) });
      const moved = new Database(file, { readonly: true });
      expect(moved.prepare("select count(*) from people").pluck().get()).toBe(10);
      moved.close();
      expect(await candor(args)).toMatchObject({ code: 1, errors: expect.stringContaining("The target is not empty") });
    });
  }
});
