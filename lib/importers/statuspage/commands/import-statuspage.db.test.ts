import { asc, eq, isNotNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/open";
import * as schema from "#db/schema/index";
import { auditEntries, audienceRevisions } from "#db/schema/audit";
import { componentGroups, components } from "#db/schema/catalog";
import { impactIntervals, incidentComponents, incidents, updateComponents, updateRevisions, updates } from "#db/schema/incidents";
import { maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { importRuns, outbox } from "#db/schema/outbox";
import { asStaff } from "#lib/testing/contexts";
import { moveComponent } from "#lib/catalog/commands/move-component";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { addCast, jonas, mira, priya, testNow } from "#lib/testing/cast";
import { testDatabase } from "#lib/testing/database";
import { beganAt, readGithubIncidents, readStatuspageFiles } from "#lib/testing/statuspage-files";
import type { SourceFile } from "../../history/rules/planned.ts";
import { importStatuspage } from "#lib/testing/import-statuspage";

const database = testDatabase();
const github = readStatuspageFiles("github-incidents/incidents");
const lists = readStatuspageFiles("check-statuspage/components");
const documents = readGithubIncidents();

const bring = (files: readonly SourceFile[], { at = testNow, isDryRun = false } = {}) => importStatuspage(asStaff(database.db, priya, at), { source: "test", files, isDryRun });

/** Every row of every table, in an order of its own. */
async function everything(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(schema)) {
    if (typeof table === "object") all[name] = (await db.read.select().from(table)).map((row) => JSON.stringify(row)).toSorted();
  }
  return all;
}

describe("GitHub's history and thirteen companies' components", () => {
  test("arrive whole: counts, order, times, impact and every word as a plain walk over the JSON finds them", async () => {
    const report = await bring([...github, ...lists]);
    expect(report.skipped).toEqual([]);
    expect(report.tallies.incidents).toEqual({ created: 942, changed: 0, unchanged: 0, leftAlone: 0 });

    const byStart = documents.toSorted((a, b) => beganAt(b) - beganAt(a));
    const stored = await database.db.read.select().from(incidents);
    expect(stored).toHaveLength(942);
    expect(stored.toSorted((a, b) => b.startedAt - a.startedAt).map((row) => row.startedAt)).toEqual(byStart.map(beganAt));
    const rows = new Map(stored.map((row) => [row.externalId, row]));
    for (const document of documents) {
      expect(rows.get(document.id)).toMatchObject({
        code: document.id,
        title: document.name,
        impact: document.impact,
        state: "resolved",
        visibility: "public",
        startedAt: beganAt(document),
        resolvedAt: Date.parse(document.resolved_at),
        createdAt: Date.parse(document.created_at),
        externalUrl: `https://www.githubstatus.com/incidents/${document.id}`,
      });
    }

    const posts = await database.db.read.select({ of: incidents.externalId, update: updates }).from(updates).innerJoin(incidents, eq(incidents.id, updates.incidentId));
    const told = documents.flatMap((document) => document.incident_updates.map((update) => ({ of: document.id, update })));
    expect(report.tallies.updates.created).toBe(told.length);
    const textOf = new Map(posts.map(({ of, update }) => [`${of}/${update.externalId}`, [update.body, update.state, update.occurredAt, update.recordedAt]]));
    expect(textOf.size).toBe(told.length);
    for (const { of, update } of told) expect(textOf.get(`${of}/${update.id}`)).toEqual([update.body, update.status, Date.parse(update.display_at), Date.parse(update.created_at)]);
  });

  test("bring groups and components with their order, and keep what is gone for old pages only", async () => {
    await bring(lists);
    const listed = new Map(lists.flatMap((file) => (JSON.parse(file.text) as { components: { id: string; name: string; group: boolean; group_id: string | null; position: number }[] }).components).map((one) => [one.id, one]));
    const leaves = [...listed.values()].filter((one) => !one.group);
    const groups = new Map((await database.db.read.select().from(componentGroups)).map((row) => [row.id, row.externalId]));
    expect([...groups.values()].toSorted()).toEqual([...listed.values()].filter((one) => one.group).map((one) => one.id).toSorted());
    const stored = new Map((await database.db.read.select().from(components)).map((row) => [row.externalId, row]));
    for (const leaf of leaves) {
      const row = stored.get(leaf.id);
      expect([row?.name, row?.position, row?.groupId ? groups.get(row.groupId) : null, row?.archivedAt]).toEqual([leaf.name, leaf.position, leaf.group_id, null]);
    }
    await bring(github);
    const archived = await database.db.read.select().from(components).where(isNotNull(components.archivedAt));
    expect(archived.map((row) => row.name).toSorted()).toEqual(["Gists", "Notifications"]);
    const gists = archived.find((row) => row.name === "Gists");
    expect((await database.db.read.select().from(incidentComponents).where(eq(incidentComponents.componentId, gists?.id ?? ""))).length).toBeGreaterThan(0);
  });

  test("tell nobody, raise what everybody sees once, and leave a record of the run", async () => {
    const report = await bring(github);
    expect(await database.db.read.select().from(outbox)).toEqual([]);
    expect(await database.db.read.select().from(audienceRevisions)).toEqual([{ audience: "everybody", revision: 1 }]);
    expect(await database.db.read.select().from(importRuns)).toEqual([{ id: expect.any(String), source: "test", startedAt: testNow, report }]);
    expect((await database.db.read.select().from(auditEntries)).map((row) => row.action)).toEqual(["history.imported"]);
  });

  test("come a second time without a single row changing", async () => {
    await bring([...github, ...lists]);
    const before = await everything(database.db);
    const report = await bring([...lists, ...github.toReversed()], { at: testNow + 60_000 });
    expect(await everything(database.db)).toEqual(before);
    expect(report.tallies.incidents).toEqual({ created: 0, changed: 0, unchanged: 942, leftAlone: 0 });
    expect(Object.values(report.tallies).map(({ created, changed, leftAlone }) => created + changed + leftAlone)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(report.changed).toEqual([]);
  });

  test("are counted by a dry run as by the real one, and nothing is written", async () => {
    const before = await everything(database.db);
    const rehearsed = await bring(github, { isDryRun: true });
    expect(await everything(database.db)).toEqual(before);
    expect({ ...(await bring(github)), isDryRun: true }).toEqual(rehearsed);
  });

  test("one changed file changes exactly that incident, and the earlier words stay readable", async () => {
    await bring(github);
    const before = await everything(database.db);
    const [first, ...rest] = github;
    const edited = JSON.parse(first?.text ?? "") as { incident: { id: string; updated_at: string; name: string; incident_updates: { id: string; body: string }[] } };
    edited.incident.name = "Another title";
    for (const update of edited.incident.incident_updates) update.body += " Corrected.";
    const report = await bring([{ name: first?.name ?? "", text: JSON.stringify(edited) }, ...rest], { at: testNow + 60_000 });
    expect(report.tallies.incidents).toEqual({ created: 0, changed: 1, unchanged: 941, leftAlone: 0 });
    expect(report.changed).toEqual([{ kind: "incidents", externalId: edited.incident.id, name: "Another title", fields: ["title", "updates"] }]);
    const after = await everything(database.db);
    const differing = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
    expect(differing.toSorted()).toEqual(["audienceRevisions", "auditEntries", "importRuns", "incidentTexts", "incidents", "updateRevisions", "updates"]);
    expect(after.incidents?.filter((row) => !before.incidents?.includes(row))).toHaveLength(1);
    expect(after.updates?.length).toBe(before.updates?.length);
    const kept = await database.db.read.select().from(updateRevisions);
    expect(kept.map((row) => `${row.body} Corrected.`).toSorted()).toEqual(edited.incident.incident_updates.map((update) => update.body).toSorted());
  });
});

const page = { id: "p1", name: "Northlight", url: "https://old.example", time_zone: "Etc/UTC" };
const component = (id: string, more = {}) => ({ id, name: `Component ${id}`, status: "operational", created_at: "2025-01-01T00:00:00Z", position: 1, group: false, ...more });
const update = (id: string, status: string, at: string, affected: [string, string, string][] = []) => ({ id, status, body: `It is ${status}.`, created_at: at, display_at: at, affected_components: affected.map(([code, before, after]) => ({ code, name: code, old_status: before, new_status: after })) });
const incident = (more: object) => ({ id: "i1", name: "Cards fail", status: "resolved", impact: "major", created_at: "2026-10-01T10:00:00Z", started_at: "2026-10-01T10:00:00Z", resolved_at: "2026-10-01T11:00:00Z", components: [], incident_updates: [], ...more });
const file = (document: object, name = "page.json"): SourceFile => ({ name, text: JSON.stringify({ page, ...document }) });
const at = (clock: string) => Date.parse(`2026-10-01T${clock}:00Z`);

const told = [
  update("u1", "investigating", "2026-10-01T10:00:00Z", [["c1", "operational", "major_outage"]]),
  update("u2", "monitoring", "2026-10-01T10:30:00Z", [["c1", "major_outage", "degraded_performance"]]),
  update("u3", "resolved", "2026-10-01T11:00:00Z", [["c1", "degraded_performance", "operational"]]),
];

describe("one page", () => {
  test("component changes become impact intervals, and only those", async () => {
    const quiet = incident({ id: "i2", incident_updates: [update("v1", "resolved", "2026-10-01T12:00:00Z", [["c2", "operational", "operational"]])] });
    const report = await bring([file({ components: [component("c1"), component("c2")], incidents: [incident({ incident_updates: told }), quiet] })]);
    const stored = await database.db.read.select({ of: components.externalId, state: impactIntervals.state, from: impactIntervals.from, until: impactIntervals.until }).from(impactIntervals).innerJoin(components, eq(components.id, impactIntervals.componentId)).orderBy(asc(impactIntervals.from));
    expect(stored).toEqual([{ of: "c1", state: "major_outage", from: at("10:00"), until: at("10:30") }, { of: "c1", state: "degraded_performance", from: at("10:30"), until: at("11:00") }]);
    expect(report.notes.map((note) => note.reason)).toEqual([expect.stringContaining("1 of 2 incidents name components but never say")]);
  });

  test("an incident that goes on shows on its component, and its resolution there ends it here", async () => {
    const open = incident({ status: "investigating", resolved_at: null, incident_updates: told.slice(0, 1) });
    await bring([file({ components: [component("c1", { status: "major_outage" })], incidents: [open] })]);
    const stateOf = async () => (await database.db.read.select({ state: components.state, resolvedAt: incidents.resolvedAt }).from(components).innerJoin(incidents, isNotNull(incidents.id)))[0];
    expect(await stateOf()).toEqual({ state: "major_outage", resolvedAt: null });
    await bring([file({ components: [component("c1")], incidents: [incident({ incident_updates: told, updated_at: "2026-10-01T11:00:00Z" })] })]);
    expect(await stateOf()).toEqual({ state: "operational", resolvedAt: at("11:00") });
    expect(await database.db.read.select().from(updates)).toHaveLength(3);
  });

  test("an update that is gone there stays here and is reported", async () => {
    await bring([file({ components: [component("c1")], incidents: [incident({ incident_updates: told })] })]);
    const report = await bring([file({ components: [component("c1")], incidents: [incident({ incident_updates: [told[0], told[2]] })] })]);
    expect(await database.db.read.select().from(updates)).toHaveLength(3);
    expect(report.tallies.incidents.unchanged).toBe(1);
    expect(report.notes).toContainEqual({ file: null, item: "i1", reason: "Its update u2 is not in the files any more: it stays here." });
  });

  test("what staff changed here is left alone and said to be different", async () => {
    await addCast(database.db);
    await bring([file({ incidents: [incident({ incident_updates: told })] })]);
    const [first] = await database.db.read.select().from(updates).where(eq(updates.externalId, "u1"));
    await editUpdate(asStaff(database.db, mira), { updateId: first?.id ?? "", baseRevision: 1, body: "Cards fail in Europe.", notes: [] });
    const before = await everything(database.db);
    const report = await bring([file({ incidents: [incident({ name: "Renamed there", incident_updates: told })] })]);
    expect(await everything(database.db)).toEqual(before);
    expect(report.tallies.incidents).toEqual({ created: 0, changed: 0, unchanged: 0, leftAlone: 1 });
    expect(report.notes.at(-1)?.reason).toContain("changed here since it was imported");
  });

  test("an imported incident that goes on here keeps the impact and the beginning it was given there", async () => {
    await addCast(database.db);
    await bring([file({ incidents: [incident({ started_at: "2026-10-01T09:50:00Z", incident_updates: [update("u1", "resolved", "2026-10-01T10:00:00Z")] })] })]);
    const [stored] = await database.db.read.select().from(incidents);
    await postUpdate(asStaff(database.db, mira), { incidentId: stored?.id ?? "", baseVersion: 1, state: "resolved", body: "What we changed since.", visibility: "public" });
    const [after] = await database.db.read.select().from(incidents);
    expect(after).toMatchObject({ impact: "major", startedAt: at("09:50"), lastUpdateAt: testNow });
  });

  test("planned work arrives with its window, its words and its impact", async () => {
    const work = incident({ id: "m1", name: "Database upgrade", status: "completed", impact: "maintenance", scheduled_for: "2026-10-01T10:00:00Z", scheduled_until: "2026-10-01T12:00:00Z", incident_updates: [update("w1", "scheduled", "2026-09-20T10:00:00Z"), update("w2", "in_progress", "2026-10-01T10:05:00Z", [["c1", "operational", "under_maintenance"]]), update("w3", "completed", "2026-10-01T11:50:00Z", [["c1", "under_maintenance", "operational"]])] });
    await bring([file({ components: [component("c1")], scheduled_maintenances: [work] })]);
    const [stored] = await database.db.read.select().from(maintenances);
    expect(stored).toMatchObject({ code: "m1", title: "Database upgrade", state: "completed", visibility: "public", scheduledFor: at("10:00"), scheduledUntil: at("12:00"), startedAt: at("10:05"), completedAt: at("11:50"), externalUrl: "https://old.example/incidents/m1" });
    expect((await database.db.read.select().from(maintenanceUpdates).orderBy(asc(maintenanceUpdates.occurredAt))).map((row) => [row.externalId, row.state, row.body])).toEqual([["w1", "scheduled", "It is scheduled."], ["w2", "in_progress", "It is in_progress."], ["w3", "completed", "It is completed."]]);
    expect(await database.db.read.select({ state: impactIntervals.state, from: impactIntervals.from, until: impactIntervals.until }).from(impactIntervals)).toEqual([{ state: "under_maintenance", from: at("10:05"), until: at("11:50") }]);
    const again = await bring([file({ components: [component("c1")], scheduled_maintenances: [{ ...work, name: "Database move" }] })]);
    expect(again.changed).toEqual([{ kind: "maintenances", externalId: "m1", name: "Database move", fields: ["title"] }]);
    expect(await database.db.read.select().from(maintenances)).toHaveLength(1);
  });

  test("a component that was only mentioned comes back when the page lists it, and nothing un-archives what staff archived", async () => {
    const mention = file({ incidents: [incident({ incident_updates: told })] });
    await bring([mention]);
    const stored = async () => (await database.db.read.select().from(components))[0];
    expect((await stored())?.archivedAt).toBe(testNow);
    await bring([mention, file({ components: [component("c1")] }, "components.json")], { at: testNow + 1 });
    expect(await stored()).toMatchObject({ archivedAt: null, name: "Component c1" });
    await database.db.write((tx) => tx.update(components).set({ archivedAt: testNow + 5 }));
    await bring([mention, file({ components: [component("c1", { name: "Cards" })] }, "components.json")], { at: testNow + 9 });
    expect(await stored()).toMatchObject({ archivedAt: testNow + 5, name: "Cards" });
  });

  test("an order that staff made here stays, and new components take their place from there", async () => {
    await addCast(database.db);
    const list = [component("c1", { position: 1 }), component("c2", { position: 2 })];
    await bring([file({ components: list })]);
    const positions = async () => Object.fromEntries((await database.db.read.select().from(components).where(isNotNull(components.externalId))).map((row) => [row.externalId, row.position]));
    const [second] = await database.db.read.select().from(components).where(eq(components.externalId, "c2"));
    await moveComponent(asStaff(database.db, mira), { id: second?.id ?? "", direction: "up" });
    expect(await positions()).toEqual({ c2: 0, c1: 1 });
    await bring([file({ components: [...list, component("c3", { position: 3 })] })]);
    expect(await positions()).toEqual({ c2: 0, c1: 1, c3: 3 });
  });

  test("what would collide is refused by name, and the rest is taken", async () => {
    const twin = incident({ id: "i2", incident_updates: [{ ...told[0] }] });
    const bad = incident({ id: "../../x", incident_updates: told });
    const report = await bring([file({ incidents: [incident({ incident_updates: told }), twin, bad] })]);
    expect(report.skipped.map(({ item, reason }) => [item, reason])).toEqual([["../../x", "id: is not an id."], ["i2", "Its update u1 already belongs to i1."]]);
    expect(await database.db.read.select().from(incidents)).toHaveLength(1);
  });

  test("text no engine can store is made storable once, so that the next run finds it unchanged", async () => {
    const odd = file({ incidents: [incident({ name: "A\0B \uD800", incident_updates: told })] });
    await bring([odd]);
    expect((await database.db.read.select().from(incidents))[0]?.title).toBe("AB \uFFFD");
    expect((await bring([odd])).tallies.incidents.unchanged).toBe(1);
  });

  test("is refused without the permission, and leaves nothing", async () => {
    await expect(importStatuspage(asStaff(database.db, jonas), { source: "test", files: [file({ incidents: [incident({ incident_updates: told })] })] })).rejects.toThrow("Your role does not allow this");
    expect(await database.db.read.select().from(incidents)).toEqual([]);
    expect(await database.db.read.select().from(updateComponents)).toEqual([]);
  });
});
