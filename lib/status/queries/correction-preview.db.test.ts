import { beforeEach, expect, test } from "vitest";
import { acme, addCast, anna, cards, globex, jonas, mira, payouts, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { correctImpact } from "#lib/incidents/commands/correct-impact";
import { formatUptime } from "../rules/uptime.ts";
import { previewCorrection } from "./correction-preview.ts";
import { getStatusView } from "./view.ts";

const hour = 3_600_000;
const at = (hours: number) => testNow + hours * hour;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const staffAt = (hours: number) => asStaff(database.db, mira, at(hours));
async function uptimeOf(ctx: ReturnType<typeof asPublic>, id: string) {
  const shown = (await getStatusView(ctx)).groups.flatMap((group) => group.components).find((component) => component.id === id);
  return formatUptime(shown?.uptimePpm ?? 0, 3);
}

test("a preview tells each reader's figure as their page has it now, and will have it", async () => {
  await anIncident(asStaff(database.db, jonas, at(-48)), { visibility: "internal", components: [{ componentId: cards.id, state: "major_outage" }] });
  const opened = await anIncident(asStaff(database.db, jonas, at(0)), { components: [{ componentId: cards.id, state: "major_outage" }] });
  const over = await anUpdate(asStaff(database.db, jonas, at(10)), { incidentId: opened.incidentId, baseVersion: 1, state: "resolved", body: "Over." });
  const line = [{ state: "major_outage" as const, from: at(0), until: at(2) }];
  const { figures, newViewers } = await previewCorrection(staffAt(12), { incidentId: over.incidentId, componentId: cards.id, line });
  expect(figures.map((figure) => figure.who)).toEqual(["Staff, every incident counted", "Public page", acme.name, globex.name]);
  expect(newViewers).toEqual([]);
  const readers = [staffAt(12), asPublic(database.db, at(12)), asMember(database.db, anna, at(12))];
  const before = await Promise.all(readers.map((ctx) => uptimeOf(ctx, cards.id)));
  await correctImpact(staffAt(12), { incidentId: over.incidentId, baseVersion: over.version, componentId: cards.id, line, reason: "It was shorter." });
  const after = await Promise.all(readers.map((ctx) => uptimeOf(ctx, cards.id)));
  expect(figures.slice(0, 3).map((figure) => [figure.before, figure.after])).toEqual(before.map((figure, index) => [figure, after[index]]));
  expect(before[1]).not.toBe(after[1]);
});

test("a preview names who would see the incident for the first time", async () => {
  const opened = await anIncident(asStaff(database.db, jonas, at(0)), { visibility: "affected" });
  const { newViewers } = await previewCorrection(staffAt(1), { incidentId: opened.incidentId, componentId: payouts.id, line: [{ state: "partial_outage", from: at(0), until: at(1) }] });
  expect(newViewers).toEqual(["Initech Payroll"]);
});
