import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Statuspage } from "statuspage.io";
import { HOUR, MINUTE } from "#lib/core/time";
import { importStatuspage } from "#lib/testing/import-statuspage";
import { askReview, publishPostmortem, reviewPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { cancelMaintenance, completeMaintenance, startMaintenance, verifyMaintenance } from "#lib/maintenance/commands/progress";
import { now } from "#lib/platform/clock";
import { type StatuspageAnswer, statuspageDocuments } from "#lib/statuspage/terms";
import { createFeed } from "#lib/subscriptions/commands/feeds";
import { acme, acmeGateway, addCast, anna, cards, carla, globex, globexVault, jonas, mira, payouts, reporting } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { aMaintenance, maintenanceOf } from "#lib/testing/maintenances";
import { problemsOf, type StatuspageShape } from "#lib/testing/statuspage-api";
import { readGithubIncidents, readStatuspageFiles } from "#lib/testing/statuspage-files";
import { GET as getPrivate } from "../../../(portal)/f/[token]/api/v2/[...document]/route.ts";
import { GET as getPublic } from "./[...document]/route.ts";

const database = testDatabase();
let server: Server;
let origin: string;

beforeEach(async () => {
  await addCast(database.db);
  server = createServer((asked, response) => {
    const token = /^\/f\/([^/]+)/.exec(asked.url ?? "")?.[1];
    const call = new Request(`${origin}${asked.url}`, { headers: { "if-none-match": asked.headers["if-none-match"] ?? "" } });
    void (token === undefined ? getPublic(call, { params: Promise.resolve({}) }) : getPrivate(call, { params: Promise.resolve({ token }) })).then(async (answer) => response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

const by = (person: typeof jonas, at = now()) => asStaff(database.db, person, at);
const ask = (name: string, base = "") => fetch(`${origin}${base}/api/v2/${name}.json`);
const read = async (name: string, base = "") => (await (await ask(name, base)).json()) as StatuspageAnswer;
const shapeOf: Record<(typeof statuspageDocuments)[number], StatuspageShape> = { summary: "summary", status: "status", components: "components", incidents: "incidents", "incidents/unresolved": "incidents", "scheduled-maintenances": "maintenances", "scheduled-maintenances/upcoming": "maintenances", "scheduled-maintenances/active": "maintenances" };
const tokenOf = async (person: typeof anna) => (await createFeed(asMember(database.db, person, now()), { personId: person.id, customerId: person.customerId, label: "Client" })).token;

async function expectSound(base = ""): Promise<void> {
  for (const name of statuspageDocuments) expect([name, problemsOf(shapeOf[name], await read(name, base))]).toEqual([name, []]);
}

const step = async (id: string, advance: typeof startMaintenance) => advance(by(jonas), { maintenanceId: id, baseVersion: (await maintenanceOf(database.db, id)).version });

describe("the client of Statuspage's, statuspage.io", () => {
  const client = () => {
    const statuspage = new Statuspage("portal");
    statuspage.setApiUrl(origin);
    return statuspage.api;
  };

  test("follows an incident through all of its states", async () => {
    expect((await client().getStatus()).status).toEqual({ indicator: "none", description: "All Systems Operational" });
    const { incidentId, code, version } = await anIncident(by(jonas), { components: [{ componentId: cards.id, state: "degraded_performance" }] });
    expect((await client().getSummary()).status).toEqual({ indicator: "minor", description: "Partially Degraded Service" });
    const worse = await anUpdate(by(jonas), { incidentId, baseVersion: version, state: "identified", components: [{ componentId: cards.id, state: "partial_outage" }] });
    expect((await client().getStatus()).status).toEqual({ indicator: "minor", description: "Minor Service Outage" });
    const worst = await anUpdate(by(jonas), { incidentId, baseVersion: worse.version, state: "identified", components: [{ componentId: cards.id, state: "major_outage" }] });
    expect((await client().getStatus()).status).toEqual({ indicator: "major", description: "Partial System Outage" });
    expect((await client().getComponents()).components.find((component) => component.id === cards.id)?.status).toBe("major_outage");
    const watched = await anUpdate(by(jonas), { incidentId, baseVersion: worst.version, state: "monitoring", components: [] });
    expect((await client().incidents.getUnresolved()).incidents.map((one) => [one.id, one.status, one.impact])).toEqual([[code, "monitoring", "critical"]]);
    await anUpdate(by(jonas), { incidentId, baseVersion: watched.version, state: "resolved" });
    expect((await client().getStatus()).status).toEqual({ indicator: "none", description: "All Systems Operational" });
    expect((await client().incidents.getUnresolved()).incidents).toEqual([]);
    await savePostmortem(by(jonas), { incidentId, baseVersion: 0, body: "A certificate expired." });
    await askReview(by(jonas), { incidentId, baseVersion: 1 });
    await reviewPostmortem(by(mira), { incidentId, baseVersion: 2, isAccepted: true, comment: "Clear." });
    await publishPostmortem(by(jonas), { incidentId, baseVersion: 3 });
    expect((await client().incidents.getAll()).incidents.map((one) => [one.id, one.status])).toEqual([[code, "postmortem"]]);
    await expectSound();
  });

  test("follows planned work through all of its states", async () => {
    const at = now();
    const { maintenanceId, code } = await aMaintenance(by(jonas), { scheduledFor: at + HOUR, scheduledUntil: at + 2 * HOUR, reminders: [] });
    expect((await client().scheduledMaintenances.getUpcoming()).scheduled_maintenances.map((one) => [one.id, one.status, one.impact])).toEqual([[code, "scheduled", "maintenance"]]);
    expect((await client().getStatus()).status.description).toBe("All Systems Operational");
    await step(maintenanceId, startMaintenance);
    expect((await client().getSummary()).status).toEqual({ indicator: "none", description: "Service Under Maintenance" });
    expect((await client().getSummary()).scheduled_maintenances.map((one) => one.status)).toEqual(["in_progress"]);
    await step(maintenanceId, verifyMaintenance);
    expect((await read("scheduled-maintenances/active")).scheduled_maintenances?.map((one) => [one.id, one.status])).toEqual([[code, "verifying"]]);
    await expectSound();
    await step(maintenanceId, completeMaintenance);
    expect((await client().getStatus()).status.description).toBe("All Systems Operational");
    expect((await read("scheduled-maintenances")).scheduled_maintenances?.map((one) => [one.id, one.status, one.incident_updates.map((update) => update.affected_components?.map(({ name, old_status, new_status }) => [name, old_status, new_status]))])).toEqual([
      [code, "completed", [[["Payments API - Card processing", "under_maintenance", "operational"]], [["Payments API - Card processing", "under_maintenance", "under_maintenance"]], [["Payments API - Card processing", "operational", "under_maintenance"]], [["Payments API - Card processing", "operational", "operational"]]]],
    ]);
    await expectSound();
  });
});

test("work that is called off is over for clients, who know no such word", async () => {
  const at = now();
  const { maintenanceId, code } = await aMaintenance(by(jonas), { scheduledFor: at + HOUR, scheduledUntil: at + 2 * HOUR, reminders: [] });
  await step(maintenanceId, cancelMaintenance);
  expect((await read("summary")).scheduled_maintenances).toEqual([]);
  expect((await read("scheduled-maintenances")).scheduled_maintenances?.map((one) => [one.id, one.status])).toEqual([[code, "completed"]]);
  await expectSound();
});

test("all of a page out, or all of it degraded, are the other two of the seven descriptions", async () => {
  const all = [cards, payouts, reporting];
  const { incidentId, version } = await anIncident(by(jonas), { components: all.map(({ id }) => ({ componentId: id, state: "major_outage" as const })) });
  expect((await read("status")).status).toEqual({ indicator: "critical", description: "Major System Outage" });
  await anUpdate(by(jonas), { incidentId, baseVersion: version, components: all.map(({ id }) => ({ componentId: id, state: "degraded_performance" as const })) });
  expect((await read("status")).status).toEqual({ indicator: "minor", description: "Degraded System Service" });
});

describe("a customer's own answers", () => {
  test("have its names, notes, zone and addresses, and nothing of another's", async () => {
    await anIncident(by(jonas), { components: [{ componentId: cards.id, state: "partial_outage" }, { componentId: globexVault.id, state: "major_outage" }], notes: [{ customerId: acme.id, body: "canary-acme" }, { customerId: globex.id, body: "canary-globex" }] });
    const { code } = await anIncident(by(jonas), { visibility: "selected", customerIds: [globex.id], title: "canary-selected", components: [{ componentId: globexVault.id, state: "partial_outage" }] });
    const [annas, carlas] = [`/f/${await tokenOf(anna)}`, `/f/${await tokenOf(carla)}`];
    await expectSound(annas);
    await expectSound(carlas);
    const [own, other, open] = await Promise.all(["summary", "incidents", "components"].map(async (name) => Promise.all([annas, carlas, ""].map(async (base) => JSON.stringify(await read(name, base)))))).then((answers) => [0, 1, 2].map((index) => answers.map((each) => each[index]).join("\n"))) as [string, string, string];
    for (const [text, has, lacks] of [[own, ["canary-acme", "Checkout EU", acmeGateway.name, "/c/acme/incidents/", "Europe/Berlin"], ["canary-globex", "canary-selected", globexVault.name, globex.name]], [other, ["canary-globex", "canary-selected", globexVault.name, "America/New_York"], ["canary-acme", "Checkout EU", acmeGateway.name, acme.name]], [open, [cards.name, "Etc/UTC"], ["canary-", "Checkout EU", acmeGateway.name, globexVault.name, acme.name]]] as const) {
      for (const words of has) expect(text).toContain(words);
      for (const words of lacks) expect(text).not.toContain(words);
    }
    expect([(await ask(`incidents/${code}`, carlas)).status, (await ask(`incidents/${code}`, annas)).status, (await ask(`incidents/${code}`)).status]).toEqual([200, 404, 404]);
    expect((await ask("summary", "/f/cft_unknown_to_everybody")).status).toBe(404);
  });

  test("are kept by nobody and read by no other's page", async () => {
    const { headers } = await ask("summary", `/f/${await tokenOf(anna)}`);
    expect([headers.get("cache-control"), headers.get("access-control-allow-origin"), headers.get("referrer-policy")]).toEqual(["private, no-cache", null, "no-referrer"]);
  });
});

test("everybody's answers may be read by any page and kept for a moment; they are the same bytes until something changes", async () => {
  const first = await ask("summary");
  expect([first.headers.get("content-type"), first.headers.get("access-control-allow-origin"), first.headers.get("cache-control")]).toEqual(["application/json; charset=utf-8", "*", "public, max-age=0, s-maxage=15, stale-if-error=86400"]);
  const again = () => fetch(`${origin}/api/v2/summary.json`, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  expect((await again()).status).toBe(304);
  await anIncident(by(jonas));
  expect((await again()).status).toBe(200);
});

test.each(["nothing", "incidents/zzzzzzzzzzzz", "incidents/unresolved/more", "components/cmp_cards", "subscribers"])("there is no %s", async (name) => {
  expect((await ask(name)).status).toBe(404);
});

test("what happened is told by when it happened, and what was written down when beside it", async () => {
  const at = now();
  const { code } = await anIncident(by(jonas, at), { occurredAt: at - 20 * MINUTE });
  const { incident } = await read(`incidents/${code}`);
  expect(incident?.incident_updates.map((update) => [Date.parse(update.display_at), Date.parse(update.created_at)])).toEqual([[at - 20 * MINUTE, at]]);
  expect([Date.parse(incident?.started_at ?? ""), Date.parse(incident?.created_at ?? "")]).toEqual([at - 20 * MINUTE, at]);
});

test("what was imported is answered as it was asked there: the 50 newest of GitHub's, and any older one by its id", { timeout: 60_000 }, async () => {
  const files = readStatuspageFiles("github-incidents/incidents");
  await importStatuspage(asStaff(database.db, { ...jonas, staffRole: "admin" }), { source: "github", files });
  await expectSound();
  expect((await read("incidents")).incidents).toHaveLength(50);
  for (const original of readGithubIncidents().filter((_, index) => index % 40 === 0)) {
    const { incident } = await read(`incidents/${original.id}`);
    expect(problemsOf("incident", await read(`incidents/${original.id}`))).toEqual([]);
    expect(incident).toMatchObject({ id: original.id, name: original.name, impact: original.impact, status: "resolved" });
    expect(incident?.incident_updates.map(({ id, body, status, display_at, created_at }) => ({ id, body, status, display_at, created_at }))).toEqual(original.incident_updates.map(({ id, body, status, display_at, created_at }) => ({ id, body, status, display_at, created_at })));
    expect(incident?.components.map(({ id }) => id)).toEqual(expect.arrayContaining(original.components.map(({ id }) => id)));
  }
});
