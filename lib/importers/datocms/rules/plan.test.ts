import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planDatocms } from "./plan.ts";

const data = join(import.meta.dirname, "../../../../../shared/fixtures/statuspage/datocms/data");
const read = (kind: string) => readdirSync(join(data, kind)).map((name) => ({ name: `${kind}/${name}`, text: readFileSync(join(data, kind, name), "utf8") }));

describe("DatoCMS's own history", () => {
  const files = [...read("incidents"), ...read("maintenances")];
  const { incidents, maintenances, problems, components } = planDatocms(files);

  test("is taken whole: every incident, every maintenance, every word", () => {
    expect([incidents.length, maintenances.length, problems]).toEqual([45, 21, []]);
    expect(incidents.reduce((sum, { updates }) => sum + updates.length, 0)).toBe(141);
    expect(maintenances.reduce((sum, { updates }) => sum + updates.length, 0)).toBe(42 + 21);
    const words = files.flatMap(({ text }) => (JSON.parse(text) as { updates: { content: string }[] }).updates.map(({ content }) => content)).toSorted();
    expect([...incidents, ...maintenances].flatMap(({ updates }) => updates.filter(({ externalId }) => !externalId.endsWith("-0")).map(({ body }) => body)).toSorted()).toEqual(words);
    expect(components.map(({ name, isRetired }) => [name, isRetired])).toEqual(["backend", "billing", "cda", "cma", "dns"].map((name) => [name, true]));
  });

  test("knows when each began and ended, at its first resolution where words came after it", () => {
    expect(incidents.find(({ code }) => code === "2019-01-17-administrative-areas-unreachable")).toMatchObject({ title: "Administrative Areas Unreachable", impact: "major", state: "resolved", startedAt: Date.parse("2018-05-31T15:47:00Z") });
    expect(incidents.every(({ state, resolvedAt, startedAt }) => state === "resolved" && resolvedAt !== null && resolvedAt >= startedAt)).toBe(true);
    const goOn = incidents.filter(({ updates }) => updates.filter(({ state }) => state === "resolved").length > 1);
    expect(goOn.map(({ resolvedAt, updates }) => resolvedAt === updates.find(({ state }) => state === "resolved")?.occurredAt)).toEqual([true]);
  });

  test("is the same plan whatever the order of the files", () => {
    expect(planDatocms(files.toReversed())).toEqual(planDatocms(files));
  });
});

test.each([
  ["{", 1, "This is not JSON."],
  ['{"name":"A",\n"impact": }', 2, "This is not JSON."],
  ['{"name":"A","impact":"huge","updates":[]}', undefined, "impact: "],
  ['{"name":"A","impact":"minor","updates":[]}', undefined, "updates: there is no update"],
  ['{"name":"A","impact":"minor","updates":[{"content":"x","status":"resolved","date":"yesterday"}]}', undefined, 'updates.0.date: "yesterday" is not a time with an offset.'],
  ["[]", undefined, "document: "],
])("what cannot be read is named, and loses nothing else: %j", (text, line, reason) => {
  const { problems, incidents } = planDatocms([{ name: "a.json", text }, { name: "b.json", text: '{"name":"B","impact":"minor","updates":[{"content":"x","status":"resolved","date":"2020-01-01T00:00:00Z"}]}' }]);
  expect(problems).toEqual([{ file: "a.json", item: null, ...(line === undefined ? {} : { line }), reason: expect.stringContaining(reason) as string }]);
  expect(incidents.map(({ title }) => title)).toEqual(["B"]);
});
