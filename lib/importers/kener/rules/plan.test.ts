import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { planKener } from "./plan.ts";

const start = 1_704_067_200;
const incident = { id: 12, title: "Checkout is slow", start_date_time: start, end_date_time: start + 3600, state: "RESOLVED", status: "OPEN", incident_type: "INCIDENT", incident_source: "API", monitors: [{ monitor_tag: "api", impact: "DEGRADED" }], url: "https://status.example.com/incidents/12" };
const comment = { id: 5, incident_id: 12, comment: "We found it.", state: "IDENTIFIED", timestamp: start + 600, status: "ACTIVE" };
const maintenance = { id: 3, title: "New disks", description: "An hour without writes.", start_date_time: start, rrule: "FREQ=WEEKLY", duration_seconds: 3600, status: "ACTIVE", monitors: [{ monitor_tag: "db", impact: "MAINTENANCE" }], url: "https://status.example.com/maintenances/3" };
const event = { id: 7, maintenance_id: 3, start_date_time: start, end_date_time: start + 3600, event_status: "COMPLETED", url: "https://status.example.com/maintenances/7" };
const monitor = { tag: "api", name: "API", description: "", image: "", cron: "* * * * *", default_status: "UP", status: "ACTIVE", category_name: "Core", monitor_type: "API", type_data: {}, include_degraded_in_downtime: "NO", is_hidden: "NO", monitor_settings_json: {}, external_url: null };

const answers: Record<string, Record<string, unknown>> = {
  "/api/v4/monitors": { monitors: [monitor] },
  "/api/v4/incidents": { incidents: [incident] },
  "/api/v4/incidents/{incident_id}/comments": { comments: [comment] },
  "/api/v4/maintenances": { maintenances: [maintenance] },
  "/api/v4/maintenances/{maintenance_id}/events": { events: [event] },
};
const fileOf = (name: string, value: unknown) => ({ name, text: JSON.stringify(value) });
const all = Object.entries(answers).map(([path, value], index) => fileOf(`${index}${path.replaceAll("/", "-")}.json`, value));

test("the answers tried here are as Kener describes its API", () => {
  const description = JSON.parse(readFileSync(join(import.meta.dirname, "../../../../../shared/fixtures/statuspage/kener-openapi/v4.json"), "utf8")) as { components: object };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "kener", components: description.components });
  for (const [schema, value] of [["Monitor", monitor], ["Incident", incident], ["IncidentComment", comment], ["Maintenance", maintenance], ["MaintenanceEvent", event]] as const) {
    expect([schema, ajv.validate({ $ref: `kener#/components/schemas/${schema}` }, value), ajv.errors]).toEqual([schema, true, null]);
  }
});

describe("answers of Kener", () => {
  const plan = planKener(all);

  test("become components, incidents and planned work", () => {
    expect(plan.problems).toEqual([]);
    expect(plan.groups.map(({ name }) => name)).toEqual(["Core"]);
    expect(plan.components.map(({ externalId, name, isRetired }) => [externalId, name, isRetired])).toEqual([["kener-api", "API", false], ["kener-db", "db", true]]);
    expect(plan.incidents[0]).toMatchObject({ code: "12", url: "https://status.example.com/incidents/12", impact: "minor", state: "resolved", startedAt: start * 1000, resolvedAt: (start + 3600) * 1000 });
    expect(plan.incidents[0]?.updates.map(({ state, body, components }) => [state, body, components])).toEqual([["investigating", "Checkout is slow", [{ externalId: "kener-api", state: "degraded_performance" }]], ["identified", "We found it.", []], ["resolved", "Resolved.", []]]);
    expect(plan.maintenances[0]).toMatchObject({ code: "maintenance-7", title: "New disks", state: "completed", scheduledFor: start * 1000, scheduledUntil: (start + 3600) * 1000 });
    expect(plan.maintenances[0]?.updates.map(({ state }) => state)).toEqual(["scheduled", "in_progress", "completed"]);
  });

  test("may say the same twice, in any order", () => {
    expect(planKener([...all, fileOf("z.json", { incident }), fileOf("y.json", { events: [{ ...event, maintenance }] })].toReversed()).incidents).toEqual(plan.incidents);
  });
});

test("the blocks of Kener's documentation are named one by one, as none is an answer with something in it", () => {
  const folder = join(import.meta.dirname, "../../../../../shared/fixtures/statuspage/kener-docs");
  const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const { problems, incidents, maintenances } = planKener(files);
  expect([new Set(problems.map(({ file }) => file)).size, incidents, maintenances]).toEqual([files.length, [], []]);
});

test("what cannot be taken is named, with a reason", () => {
  const { problems, incidents } = planKener([fileOf("a.json", { incidents: [{ ...incident, title: "" }, { ...incident, id: 13, status: "CLOSED" }, { ...incident, id: 14 }] }), fileOf("b.json", { comments: [{ ...comment, incident_id: 99 }], events: [event] }), fileOf("c.json", { hello: 1 }), { name: "d.json", text: "{" }]);
  expect(incidents.map(({ code }) => code)).toEqual(["14"]);
  expect(problems.map(({ file, item, reason }) => [file, item, reason.slice(0, 24)])).toEqual([
    ["d.json", null, "This is not JSON."],
    ["c.json", null, "This is no answer of Ken"],
    ["a.json", null, "title: Too small: expect"],
    [null, "comment 5", "Its incident 99 is not i"],
    [null, "incident 13", '"Checkout is slow" was d'],
    [null, "event 7", "Its maintenance 3 is not"],
  ]);
});
