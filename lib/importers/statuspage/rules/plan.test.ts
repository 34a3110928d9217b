import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SourceFile } from "../../history/rules/planned.ts";
import { planImport } from "./plan.ts";

const fixtures = join(import.meta.dirname, "../../../../../shared/fixtures/statuspage");

function read(folder: string): SourceFile[] {
  return readdirSync(join(fixtures, folder)).filter((name) => name.endsWith(".json")).map((name) => ({ name, text: readFileSync(join(fixtures, folder, name), "utf8") }));
}

const raw = (file: SourceFile) => JSON.parse(file.text);
const github = read("github-incidents/incidents");

describe("GitHub's history of ten years", () => {
  const plan = planImport(github);
  const documents = github.map((file) => raw(file).incident);

  test("is taken whole: every incident and update, no problem", () => {
    expect(github).toHaveLength(942);
    expect(plan.problems).toEqual([]);
    expect(plan.maintenances).toEqual([]);
    expect(plan.incidents.map((one) => one.externalId).toSorted()).toEqual(documents.map((one) => one.id).toSorted());
    expect(plan.incidents.flatMap((one) => one.updates)).toHaveLength(documents.reduce((sum, one) => sum + one.incident_updates.length, 0));
  });

  test("keeps codes, titles, impacts, addresses and the words of every update to the letter", () => {
    const planned = new Map(plan.incidents.map((one) => [one.externalId, one]));
    for (const document of documents) {
      expect(planned.get(document.id)).toMatchObject({ code: document.id, title: document.name, impact: document.impact, url: `https://www.githubstatus.com/incidents/${document.id}`, state: "resolved" });
      const bodies = Object.fromEntries(document.incident_updates.map((update: { id: string; body: string }) => [update.id, update.body]));
      expect(Object.fromEntries(planned.get(document.id)?.updates.map((update) => [update.externalId, update.body]) ?? [])).toEqual(bodies);
    }
  });

  test("keeps when it happened and when it was written down apart", () => {
    const times = new Map(plan.incidents.flatMap((one) => one.updates).map((update) => [update.externalId, [update.occurredAt, update.recordedAt]]));
    for (const update of documents.flatMap((one) => one.incident_updates)) expect(times.get(update.id)).toEqual([Date.parse(update.display_at), Date.parse(update.created_at)]);
  });

  test("ends when Statuspage says, never before it began, and says which three were written the other way round", () => {
    const resolved = new Map(documents.map((one) => [one.id, Date.parse(one.resolved_at)]));
    for (const one of plan.incidents) {
      expect(one.resolvedAt).toBe(resolved.get(one.externalId));
      expect(one.startedAt).toBeLessThanOrEqual(one.resolvedAt ?? 0);
    }
    const backwards = documents.filter((one) => one.resolved_at < one.started_at).map((one) => one.id);
    expect(plan.notes.filter((note) => note.reason.includes("before it started")).map((note) => note.item).toSorted()).toEqual(backwards.toSorted());
    expect(backwards).toHaveLength(3);
  });

  test("names every component once, also the ones that only old updates know", () => {
    const listed = new Set(documents.flatMap((one) => one.components).map((component) => component.id));
    const named = new Set(documents.flatMap((one) => one.incident_updates).flatMap((update) => update.affected_components ?? []).map((component) => component.code));
    expect(plan.components.map((one) => one.externalId).toSorted()).toEqual([...new Set([...listed, ...named])].toSorted());
    expect(plan.components.filter((one) => one.isRetired).map((one) => one.name).toSorted()).toEqual(["Gists", "Notifications"]);
    expect(new Set(plan.incidents.flatMap((one) => one.componentExternalIds))).toEqual(new Set(plan.components.map((one) => one.externalId)));
  });

  test("comes to the same plan whatever the order of the files", () => {
    expect(planImport(github.toReversed())).toEqual(plan);
  });
});

describe("component lists of thirteen companies", () => {
  const files = read("check-statuspage/components");

  test.each(files.map((file) => [file.name, file] as const))("%s: every group and component, in order, with its state", (_, file) => {
    const plan = planImport([file]);
    const leaves = raw(file).components.filter((component: { group: boolean }) => !component.group);
    const groups = raw(file).components.filter((component: { group: boolean }) => component.group);
    expect(plan.problems).toEqual([]);
    expect(plan.groups).toHaveLength(groups.length);
    expect(Object.fromEntries(plan.components.map((one) => [one.externalId, [one.name, one.state, one.groupExternalId, one.position]]))).toEqual(
      Object.fromEntries(leaves.map((one: Record<string, unknown>) => [one.id, [one.name, one.status, one.group_id, one.position]])),
    );
    expect(plan.components.map((one) => one.position)).toEqual(plan.components.map((one) => one.position).toSorted((a, b) => a - b));
  });

  test("of two lists of one page the one changed last counts", () => {
    const plan = planImport(files.filter((file) => file.name.startsWith("box-")));
    expect(plan.components).toHaveLength(45);
    expect(plan.components.filter((one) => one.state !== "operational").length).toBeGreaterThan(0);
  });
});

const page = { id: "p1", name: "Northlight", url: "https://old.example/", time_zone: "Europe/Berlin" };
const update = (id: string, status: string, at: string, more = {}) => ({ id, status, body: "<p>x</p>", created_at: at, display_at: at, affected_components: null, ...more });
const incident = (more: object) => ({ id: "i1", name: "Cards fail", status: "resolved", impact: "minor", created_at: "2026-01-01T10:00:00Z", started_at: "2026-01-01T10:00:00Z", resolved_at: "2026-01-01T11:00:00Z", components: [], incident_updates: [], ...more });
const plan = (...documents: unknown[]) => planImport(documents.map((document, index) => ({ name: `${index}.json`, text: typeof document === "string" ? document : JSON.stringify(document) })));

describe("one document", () => {
  test("a post-mortem is an update of a resolved incident, and known as one", () => {
    const timeline = [update("u2", "postmortem", "2026-01-03T10:00:00Z"), update("u1", "resolved", "2026-01-01T11:00:00+01:00")];
    const { incidents, notes } = plan({ page, incident: incident({ status: "postmortem", incident_updates: timeline }) });
    const [planned] = incidents;
    expect(notes.map((note) => note.reason)).toEqual([expect.stringContaining("post-mortem")]);
    expect(planned).toMatchObject({ state: "resolved", resolvedAt: Date.UTC(2026, 0, 1, 10), url: "https://old.example/incidents/i1" });
    expect(planned?.updates.map((one) => [one.externalId, one.state])).toEqual([["u1", "resolved"], ["u2", "resolved"]]);
  });

  test("planned work is a maintenance, whichever list it stands in", () => {
    const work = incident({ status: "completed", impact: "maintenance", scheduled_for: "2026-01-01T10:00:00Z", scheduled_until: "2026-01-01T12:00:00Z", incident_updates: [update("u1", "scheduled", "2025-12-20T10:00:00Z"), update("u2", "in_progress", "2026-01-01T10:01:00Z"), update("u3", "completed", "2026-01-01T11:30:00Z")] });
    for (const document of [{ page, incidents: [work] }, { page, scheduled_maintenances: [work] }, { page, scheduled_maintenance: work }]) {
      const planned = plan(document);
      expect(planned.incidents).toEqual([]);
      expect(planned.maintenances[0]).toMatchObject({ state: "completed", scheduledFor: Date.UTC(2026, 0, 1, 10), scheduledUntil: Date.UTC(2026, 0, 1, 12), startedAt: Date.UTC(2026, 0, 1, 10, 1), completedAt: Date.UTC(2026, 0, 1, 11, 30) });
    }
  });

  test("an update's component belongs to its group only if there is such a group", () => {
    const components = [{ id: "g1", name: "Payments", status: "operational", group: true }, { id: "c1", name: "API", status: "operational", group_id: "g1", start_date: "2025-06-01" }];
    const affected = [{ code: "c2", name: "Payments - Old cards", old_status: "operational", new_status: "partial_outage" }, { code: "c3", name: "Web - Shop", old_status: null, new_status: null }, { name: "No components were affected by this update." }];
    const timeline = [update("u1", "identified", "2026-01-01T10:00:00Z", { affected_components: affected }), update("u2", "resolved", "2026-01-01T11:00:00Z", { affected_components: affected })];
    const planned = plan({ page, components }, { page, incident: incident({ incident_updates: timeline }) });
    expect(planned.components.map((one) => [one.externalId, one.name, one.groupExternalId, one.isRetired])).toEqual([["c1", "API", "g1", false], ["c2", "Old cards", "g1", true], ["c3", "Web - Shop", null, true]]);
    expect(planned.components[0]?.startedAt).toBe(Date.UTC(2025, 4, 31, 22));
    expect(planned.incidents[0]?.updates.map((one) => one.components)).toEqual([[{ externalId: "c2", state: "partial_outage" }], []]);
    expect(planned.notes.map((note) => note.reason)).toEqual([expect.stringContaining("operational again")]);
  });

  test("what cannot be read is named with its file, and costs nothing else", () => {
    const good = incident({ incident_updates: [update("u1", "resolved", "2026-01-01T10:00:00Z")] });
    const { incidents, problems } = plan("{", "[]", { page }, { page, incidents: [good, incident({ id: "i2" }), incident({ id: "i3", status: "burning" }), incident({ id: "i4", created_at: "2026-01-01 10:00" })] });
    expect(incidents.map((one) => one.externalId)).toEqual(["i1"]);
    expect(problems.map(({ file, item }) => [file, item])).toEqual([["0.json", null], ["1.json", null], ["2.json", null], ["3.json", "i2"], ["3.json", "i3"], ["3.json", "i4"]]);
    expect(problems.every((problem) => problem.reason.length > 10)).toBe(true);
  });

  test("of two versions of an incident the one changed last counts, wherever it stands", () => {
    const version = (name: string, updatedAt: string) => ({ page, incident: incident({ name, updated_at: updatedAt, incident_updates: [update("u1", "resolved", "2026-01-01T10:00:00Z")] }) });
    expect(plan(version("new", "2026-02-01T00:00:00Z"), version("old", "2026-01-01T00:00:00Z")).incidents.map((one) => one.title)).toEqual(["new"]);
  });
});
