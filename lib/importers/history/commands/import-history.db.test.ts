import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/open";
import * as schema from "#db/schema/index";
import { announcements } from "#db/schema/announcements";
import { outbox } from "#db/schema/outbox";
import { listStories } from "#lib/feeds/queries";
import { getHistory } from "#lib/status/queries/history";
import { addCast, jonas, priya, testNow } from "#lib/testing/cast";
import { asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { planCstate } from "../../cstate/rules/plan.ts";
import { readSite } from "../../cstate/sources/site.ts";
import type { ImportPlan } from "../rules/planned.ts";
import { readFolder } from "../sources/folder.ts";
import { importHistory } from "./import-history.ts";

const database = testDatabase();
const cstate = join(import.meta.dirname, "../../../../../shared/fixtures/cstate");
const planOf = (name: string) => planCstate(readSite(readFolder(join(cstate, name), [".md", ".yml"])));
const bring = (plan: ImportPlan, { at = testNow, isDryRun = false } = {}) => importHistory(asStaff(database.db, priya, at), { source: "test", plan, files: 1, isDryRun });

async function everything(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(schema)) if (typeof table === "object") all[name] = (await db.read.select().from(table)).map((row) => JSON.stringify(row)).toSorted();
  return all;
}

describe("300 posts of cState", () => {
  test("are rehearsed without a trace, arrive whole, and a second time change nothing at all", { timeout: 60_000 }, async () => {
    const empty = await everything(database.db);
    const rehearsal = await bring(planOf("jenkins-infra-status"), { isDryRun: true });
    expect(await everything(database.db)).toEqual(empty);
    const report = await bring(planOf("jenkins-infra-status"));
    expect(rehearsal).toEqual({ ...report, isDryRun: true });
    expect(report.tallies).toMatchObject({ incidents: { created: 242 }, maintenances: { created: 55 }, components: { created: 88 }, groups: { created: 4 } });
    const example = await bring(planOf("cstate-examplesite"));
    expect(example.tallies).toMatchObject({ incidents: { created: 7 }, maintenances: { created: 1 }, announcements: { created: 3 } });
    const before = await everything(database.db);
    await bring(planOf("cstate-examplesite"), { at: testNow + 1_000 });
    expect(await everything(database.db)).toEqual(before);
    expect(await database.db.read.select().from(outbox)).toEqual([]);
    expect(await database.db.read.select().from(announcements)).toHaveLength(3);
  });

  test("stand in the public's history, and nobody's feed calls them new", async () => {
    await bring(planOf("cstate-examplesite"));
    const history = await getHistory(asPublic(database.db), {});
    expect(history.months.flatMap((month) => month.entries).map(({ title }) => title)).toEqual(expect.arrayContaining(["Maintenance Announcement", "US East Connection Issues", "cState v6 Planning Meeting"]));
    const stories = await listStories(asPublic(database.db), { url: "http://localhost:3000", incidentUrl: (code) => code, maintenanceUrl: (code) => code });
    expect(stories.find(({ title }) => title === "US East Connection Issues")).toMatchObject({ externalUrl: "https://example.com/issues/2018-05-25-us-east-conn-issues/", updatedAt: Date.parse("2018-05-25T05:54:00Z") });
  });
});

test("an announcement that changed there keeps what it said here; one that was changed here is left alone", async () => {
  const told = (body: string): ImportPlan => ({ pages: [], groups: [], components: [], incidents: [], maintenances: [], problems: [], notes: [], announcements: [{ externalId: "x-1", code: "one", title: "One", body, beginsAt: 1_000, endedAt: 1_000 }] });
  await bring(told("First."));
  expect((await bring(told("Second."))).tallies.announcements).toEqual({ created: 0, changed: 1, unchanged: 0, leftAlone: 0 });
  expect((await database.db.read.select().from(schema.announcementRevisions)).map((row) => row.body)).toEqual(["First."]);
});

test("only who may manage the portal imports", async () => {
  await addCast(database.db);
  await expect(importHistory(asStaff(database.db, jonas), { source: "test", plan: planOf("cstate-examplesite"), files: 1 })).rejects.toMatchObject({ code: "forbidden" });
});
