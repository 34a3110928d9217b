import { beforeEach, expect, test } from "vitest";
import { journeyComponents, journeys } from "#db/schema/customers";
import { DAY, HOUR } from "#lib/core/time";
import { declareFalseAlarm } from "#lib/incidents/commands/false-alarm";
import { findSloView } from "#lib/slo/queries/page";
import { acme, addCast, anna, cards, globex, jonas, mira, payouts, testNow } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { anSli, anSlo, count } from "#lib/testing/slos";
import { loadBudgets } from "./budgets.ts";
import { listSpenders } from "./spenders.ts";

const database = testDatabase();
let sloId: string;

// 5 of 100 fail each minute of two hours, ten days ago; none otherwise.
beforeEach(async () => {
  await addCast(database.db);
  const { sliId, series } = await anSli(asStaff(database.db, mira), database.db);
  await count(database.db, { series, from: testNow - 20 * DAY, until: testNow, bad: 0, every: 30 });
  await count(database.db, { series, from: bad.from, until: bad.until, bad: 5 });
  sloId = await anSlo(asStaff(database.db, mira), [sliId]);
});

const bad = { from: testNow - 10 * DAY, until: testNow - 10 * DAY + 2 * HOUR };
const quiet = { from: testNow - 4 * DAY, until: testNow - 4 * DAY + HOUR };

async function past(title: string, { from, until }: { from: number; until: number }, changes: Parameters<typeof anIncident>[1] = {}) {
  const opened = await anIncident(asStaff(database.db, jonas, from), { title, ...changes });
  await anUpdate(asStaff(database.db, jonas, until), { incidentId: opened.incidentId, baseVersion: opened.version, state: "resolved", body: "Over." });
  return opened;
}

async function spenders() {
  const ctx = asMember(database.db, anna);
  const view = await findSloView(ctx, sloId);
  return view ? listSpenders(ctx, view) : null;
}

test("an incident in whose time something failed is named with what its own page says of it; one without failures is not", async () => {
  const { incidentId, code } = await past("Cards fail", bad);
  await past("Nothing failed for Acme", quiet);
  const [own] = await loadBudgets(asMember(database.db, anna), { customerId: acme.id, span: bad, isOpen: false });
  const allowed = (await findSloView(asMember(database.db, anna), sloId))?.figure.budget.allowed ?? 0;
  // 120 minutes with 5 failures each.
  expect(own?.spent).toBe(600);
  expect(await spenders()).toEqual([{ id: incidentId, code, title: "Cards fail", ...bad, spent: 600, usedPpm: Math.floor(600_000_000 / allowed) }]);
});

test("what used most comes first", async () => {
  await past("Half of it", { from: bad.from, until: bad.from + HOUR });
  await past("All of it", bad);
  expect((await spenders())?.map(({ title }) => title)).toEqual(["All of it", "Half of it"]);
});

test("incidents that the customer does not see, false alarms and those before the window are not named", async () => {
  await past("Globex alone", bad, { visibility: "selected", customerIds: [globex.id] });
  await past("For staff", bad, { visibility: "internal" });
  await past("Long ago", { from: testNow - 50 * DAY, until: testNow - 49 * DAY });
  const { incidentId, version } = await anIncident(asStaff(database.db, jonas, bad.from), { title: "None at all", components: [{ componentId: payouts.id, state: "degraded_performance" }] });
  await declareFalseAlarm(asStaff(database.db, jonas, bad.until), { incidentId, baseVersion: version, body: "The probe was wrong." });
  expect(await spenders()).toEqual([]);
});

test("an incident of other components than those it is counted on is not named", async () => {
  await database.db.write(async (tx) => {
    await tx.insert(journeys).values({ id: "jny_payouts", customerId: acme.id, name: "Pay out", description: "", criticality: "critical", createdAt: testNow });
    await tx.insert(journeyComponents).values({ journeyId: "jny_payouts", componentId: payouts.id });
  });
  const { sliId, series } = await anSli(asStaff(database.db, mira), database.db, { key: "pays-out", journeyId: "jny_payouts" });
  await count(database.db, { series, ...bad, bad: 5 });
  sloId = await anSlo(asStaff(database.db, mira), [sliId]);
  await past("Cards fail", bad, { components: [{ componentId: cards.id, state: "partial_outage" }] });
  await past("Payouts fail", bad, { components: [{ componentId: payouts.id, state: "partial_outage" }] });
  expect((await spenders())?.map(({ title }) => title)).toEqual(["Payouts fail"]);
});
