import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { type Db, openDb } from "#db/open";
import type { ComponentState } from "#lib/catalog/terms";
import type { IncidentState } from "#lib/incidents/terms";
import { cancelMaintenance, completeMaintenance, startMaintenance, verifyMaintenance } from "#lib/maintenance/commands/progress";
import { addCast, cards, jonas, payouts, reporting } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { aMaintenance, maintenanceOf } from "#lib/testing/maintenances";
import { statuspageFixtures } from "#lib/testing/statuspage-files";
import { type OwnPortal, startOwnPortal } from "./support/own-portal.ts";

// Atlassian's own widget, as published, on somebody else's page.
const widget = readFileSync(join(import.meta.dirname, "../node_modules/@statuspage/status-widget/dist/index.js"));
const hour = 3_600_000;

let portal: OwnPortal;
let db: Db;
let host: Server;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  portal = await startOwnPortal();
  await portal.candor("import", "statuspage", join(statuspageFixtures, "github-incidents"));
  db = openDb(`file:${portal.databaseFile}`);
  await addCast(db);
  host = createServer(({ url }, response) => {
    const isScript = url === "/widget.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8").end(isScript ? widget : `<!doctype html><title>Somebody else</title><h1>Theirs</h1><statuspage-widget src="${portal.address}"></statuspage-widget><script src="/widget.js"></script>`);
  }).listen(0, "127.0.0.1");
  await once(host, "listening");
});

test.afterAll(async () => {
  host?.close();
  await db?.close();
  await portal?.stop();
});

const by = () => asStaff(db, jonas, Date.now());

/** The widget keeps what it knows for half a minute: whoever wants it sooner loads the page again. */
async function expectShown(page: Page, indicator: string, description: string): Promise<void> {
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  await expect(page.locator("statuspage-widget .status-text")).toHaveText(description);
  await expect(page.locator("statuspage-widget .status-indicator")).toHaveClass(`status-indicator ${indicator}`);
}

test("Atlassian's widget shows every state of an incident @once", async ({ page }) => {
  await expectShown(page, "none", "All Systems Operational");
  let { incidentId, version } = await anIncident(by(), { components: [{ componentId: cards.id, state: "degraded_performance" }] });
  await expectShown(page, "minor", "Partially Degraded Service");
  const story: [IncidentState, Record<string, ComponentState>, string, string][] = [
    ["identified", { [cards.id]: "partial_outage" }, "minor", "Minor Service Outage"],
    ["identified", { [cards.id]: "major_outage" }, "major", "Partial System Outage"],
    ["monitoring", { [cards.id]: "degraded_performance" }, "minor", "Partially Degraded Service"],
    ["resolved", {}, "none", "All Systems Operational"],
  ];
  for (const [state, components, indicator, description] of story) {
    ({ incidentId, version } = await anUpdate(by(), { incidentId, baseVersion: version, state, components: Object.entries(components).map(([componentId, of]) => ({ componentId, state: of })) }));
    await expectShown(page, indicator, description);
  }
});

test("Atlassian's widget shows every state of planned work, of the one that is called off too @once", async ({ page }) => {
  const { maintenanceId } = await aMaintenance(by(), { scheduledFor: Date.now() + hour, scheduledUntil: Date.now() + 2 * hour, componentIds: [cards.id, payouts.id, reporting.id], reminders: [] });
  await expectShown(page, "none", "All Systems Operational");
  for (const [step, description] of [[startMaintenance, "Service Under Maintenance"], [verifyMaintenance, "Service Under Maintenance"], [completeMaintenance, "All Systems Operational"]] as const) {
    await step(by(), { maintenanceId, baseVersion: (await maintenanceOf(db, maintenanceId)).version });
    await expectShown(page, "none", description);
  }
  const off = await aMaintenance(by(), { scheduledFor: Date.now() + 3 * hour, scheduledUntil: Date.now() + 4 * hour, reminders: [] });
  await cancelMaintenance(by(), { maintenanceId: off.maintenanceId, baseVersion: (await maintenanceOf(db, off.maintenanceId)).version });
  await expectShown(page, "none", "All Systems Operational");
});

test("Atlassian's widget shows of the demo company what its page says @once", async ({ page, request, baseURL }) => {
  const { status } = (await (await request.get("/api/v2/summary.json")).json()) as { status: { indicator: string; description: string } };
  const theirs = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<!doctype html><title>Somebody else</title><statuspage-widget appearance="badge" src="${baseURL}"></statuspage-widget>`)).listen(0, "127.0.0.1");
  await once(theirs, "listening");
  await page.goto(`http://127.0.0.1:${(theirs.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: widget.toString() });
  await expect(page.locator("statuspage-widget .status-indicator")).toHaveText(status.description);
  theirs.close();
});
