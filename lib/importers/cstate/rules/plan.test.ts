import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFolder } from "../../history/sources/folder.ts";
import { readSite } from "../sources/site.ts";
import { readMessages } from "./messages.ts";
import { readMoment } from "./moments.ts";
import { planCstate } from "./plan.ts";

const fixtures = join(import.meta.dirname, "../../../../../shared/fixtures/cstate");
const planFolder = (name: string) => planCstate(readSite(readFolder(join(fixtures, name), [".md", ".yml"])));
const post = (fields: string, body = "Words.", name = "content/issues/one.md") => ({ name, text: `---\n${fields}\n---\n${body}\n` });
const plan = (...files: { name: string; text: string }[]) => planCstate(readSite([{ name: "config.yml", text: "title: S\nbaseURL: https://status.example.com/\nparams:\n  systems:\n    - name: API\n" }, ...files]));
const whole = "title: T\ndate: 2024-01-02T8:00:00\nresolved: true\nresolvedWhen: 2024-01-02 09:00:00\nseverity: down\naffected:\n  - API\nsection: issue";

describe("six years of Jenkins' posts", () => {
  const { incidents, maintenances, components, groups, problems, notes } = planFolder("jenkins-infra-status");

  test("are taken whole: every file with words in it", () => {
    expect([incidents.length, maintenances.length, incidents.length + maintenances.length]).toEqual([242, 55, 297]);
    expect(problems).toEqual([{ file: "content/services/_index.md", item: null, line: 1, reason: "The file is empty." }]);
    expect(groups.map(({ name }) => name)).toEqual(["[ a -> f ]", "[ g -> l ]", "[ m -> r ]", "[ s -> x ]"]);
    expect(components.filter(({ isRetired }) => !isRetired)).toHaveLength(14);
    expect(incidents.every(({ updates, resolvedAt, startedAt }) => updates.length > 0 && resolvedAt !== null && resolvedAt >= startedAt)).toBe(true);
  });

  test("name by file and line what was resolved before it began", () => {
    expect(notes.flatMap(({ file, line, reason }) => (reason.startsWith("It was resolved before") ? [`${file}:${line}`] : []))).toEqual([
      "content/issues/2021-09-23-puppet-outage.md:5",
      "content/issues/2021-11-18-jenkins-io-outage.md:5",
      "content/issues/2022-06-13-repo-slow.md:4",
      "content/issues/2023-02-23-maintenance-aks-k8s-1-24.md:5",
      "content/issues/2023-06-02-trusted.ci-migration-to-azure.md:5",
      "content/issues/2023-12-06-systempool-tainted.md:5",
      "content/issues/2024-06-05-RPU-trusted.md:5",
      "content/issues/2026-04-29-ci-maintenance-sec-advisory.md:5",
    ]);
  });

  test("keep addresses that ours can be, and those they had", () => {
    const found = incidents.find(({ externalId }) => externalId === "cstate-2024-07-02-weekly-core-release-2.465-failed");
    expect([found?.code, found?.url]).toEqual(["2024-07-02-weekly-core-release-2-465-failed", "https://status.jenkins.io/issues/2024-07-02-weekly-core-release-2.465-failed/"]);
    expect([...incidents, ...maintenances].filter(({ code }) => !/^[A-Za-z0-9_-]{1,64}$/.test(code))).toEqual([]);
  });
});

test("the example site: messages by their times, announcements, an incident that is open", () => {
  const { incidents, announcements, maintenances, problems } = planFolder("cstate-examplesite");
  expect(problems).toEqual([]);
  expect([incidents.length, announcements.length, maintenances.length]).toEqual([7, 3, 1]);
  expect(incidents.find(({ title }) => title === "API DNS resolution error!")).toMatchObject({ state: "identified", resolvedAt: null, updates: [{ occurredAt: Date.parse("2024-12-27T09:43:40Z") }, { occurredAt: Date.parse("2024-12-27T09:44:00Z") }] });
  expect(incidents.find(({ title }) => title === "US East Connection Issues")?.updates.map(({ state, occurredAt }) => [state, new Date(occurredAt).toISOString()])).toEqual([["investigating", "2018-05-25T04:13:00.000Z"], ["monitoring", "2018-05-25T04:40:00.000Z"], ["resolved", "2018-05-25T05:54:00.000Z"]]);
});

test("an incident, planned work and what only informs are told apart by what cState's readers saw", () => {
  expect(plan(post(whole)).incidents[0]).toMatchObject({ impact: "critical", startedAt: Date.UTC(2024, 0, 2, 8), resolvedAt: Date.UTC(2024, 0, 2, 9), updates: [{ body: "T", state: "investigating", components: [{ externalId: "cstate-system-api", state: "major_outage" }] }, { body: "Words.", state: "resolved", components: [] }] });
  expect(plan(post(whole.replace("down", "notice"))).maintenances[0]).toMatchObject({ state: "completed", scheduledFor: Date.UTC(2024, 0, 2, 8), scheduledUntil: Date.UTC(2024, 0, 2, 9), updates: [{ state: "in_progress" }, { state: "completed" }] });
  expect(plan(post("title: T\ndate: 2024-01-02\ninformational: true")).announcements[0]).toMatchObject({ beginsAt: Date.UTC(2024, 0, 2), endedAt: Date.UTC(2024, 0, 2) });
});

test.each([
  ["", 1, "The file is empty."],
  ["title: T\n", 1, "It has no front matter: the first line must be ---."],
  ["---\ntitle: T\n", 1, "Its front matter never ends: a second line of --- is missing."],
  ["---\ntitle: T\ndate: [1\n---\n", 4, "This is not YAML: "],
  ["---\ntitle: T\n\tdate: x\n---\n", 3, "This is not YAML: "],
  ["---\n- a\n---\n", 2, "Its front matter holds no fields."],
  ["---\ntitle:\ndate: 2024-01-01\n---\n", 2, "It has no title."],
  ["---\ntitle: T\n---\n", 1, "It has no date."],
  ["---\ntitle: T\nseverity: down\ndate: yesterday\n---\n", 4, '"yesterday" is no date.'],
  ["---\ntitle: T\ndate: 2024-13-01\n---\n", 3, '"2024-13-01" is no date.'],
  ["---\ndraft: true\ntitle: T\ndate: 2024-01-01\n---\n", 2, "It is a draft, which readers never saw."],
])("a post that cannot be read is named by its line, and loses no other: %j", (text, line, reason) => {
  const { problems, incidents } = plan({ name: "content/issues/broken.md", text }, post(whole));
  expect(problems).toEqual([{ file: "content/issues/broken.md", item: null, line, reason: expect.stringContaining(reason) as string }]);
  expect(incidents).toHaveLength(1);
});

test.each([
  ["resolvedWhen: 2024-01-02 09:00:00", "resolvedWhen: soon", 5, '"soon" is no date: its last word was taken as its end.'],
  ["resolvedWhen: 2024-01-02 09:00:00\n", "", 4, "It does not say when it was resolved: its last word was taken."],
  ["severity: down", "severity: terrible", 6, '"terrible" is no severity (down, disrupted, notice): it was taken as none.'],
  ["affected:\n  - API", "affected: 7", 7, "It should list systems: none was taken."],
  ["  - API", "  - API\n  - 7", 7, "Something in it is no name of a system, and was left out."],
])("what is only odd is taken, and noted by its line: %j", (from, to, line, reason) => {
  const { notes, problems, incidents } = plan(post(whole.replace(from, to)));
  expect([problems, incidents.length]).toEqual([[], 1]);
  expect(notes).toEqual([{ file: "content/issues/one.md", item: null, line, reason }]);
});

test("two posts of one address are one, and the other is named", () => {
  const { problems, incidents } = plan(post(whole), post(whole, "Other.", "content/issues/sub/one.md"));
  expect(incidents).toHaveLength(1);
  expect(problems).toEqual([{ file: "content/issues/sub/one.md", item: "cstate-one", line: 1, reason: "Its address is that of content/issues/one.md already." }]);
});

test.each([
  ["2020-01-02T8:00:00", "2020-01-02T08:00:00Z"],
  ["2020-01-02 T8:00:00", "2020-01-02T08:00:00Z"],
  ["2020-01-02 08:00", "2020-01-02T08:00:00Z"],
  ["2020-01-02T08:00:00-00:00", "2020-01-02T08:00:00Z"],
  ["2020-01-02T08:00:00+0200", "2020-01-02T06:00:00Z"],
  ["2020-01-02T08:00:00.5z ", "2020-01-02T08:00:00Z"],
  ["2020-01-02", "2020-01-02T00:00:00Z"],
  ["2 January", null],
  [7, null],
])("a time as it is written by hand: %j", (text, at) => {
  expect(readMoment(text, "UTC")).toBe(at === null ? null : Date.parse(at));
});

test("a time without a zone is on the site's clock", () => {
  expect(readMoment("2020-07-02T08:00:00", "Europe/Berlin")).toBe(Date.parse("2020-07-02T06:00:00Z"));
});

test("messages end with their mark, and what has none is the oldest", () => {
  expect(readMessages('*Fixed* - b {{< track "2020-01-02 09:00:00" >}}\n\n{{% track "x" %}}\nold', "UTC")).toEqual([{ at: Date.UTC(2020, 0, 2, 9), body: "*Fixed* - b", state: "resolved" }, { at: null, body: "old", state: null }]);
});
