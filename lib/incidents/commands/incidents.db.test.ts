import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries, audienceRevisions } from "#db/schema/audit";
import { components } from "#db/schema/catalog";
import { impactIntervals, incidents, promises, updateNotes, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { acme, acmeGateway, addCast, anna, cards, globex, initech, jonas, mira, payouts, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";

const minute = 60_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const readIncident = async (id: string) => (await database.db.read.select().from(incidents).where(eq(incidents.id, id)))[0];
const readState = async (id: string) => (await database.db.read.select({ state: components.state }).from(components).where(eq(components.id, id)))[0]?.state;
const countOf = async (table: typeof incidents | typeof updates | typeof auditEntries | typeof outbox | typeof impactIntervals) => database.db.read.$count(table);
async function revisionsOf() {
  return Object.fromEntries((await database.db.read.select().from(audienceRevisions)).map((row) => [row.audience, row.revision]));
}

describe("opening an incident", () => {
  test("writes incident, update, note, component state, interval, promise, audit row and event together", async () => {
    const { incidentId, updateId, code } = await anIncident(at(0), { notes: [{ customerId: acme.id, body: "Your shop in Berlin is affected." }], promiseDueAt: testNow + 30 * minute });
    expect(await readIncident(incidentId)).toMatchObject({ code, state: "investigating", impact: "major", startedAt: testNow, resolvedAt: null, version: 1, createdBy: jonas.id });
    expect(await database.db.read.select().from(updateNotes)).toEqual([{ updateId, customerId: acme.id, body: "Your shop in Berlin is affected." }]);
    expect(await readState(cards.id)).toBe("partial_outage");
    expect(await database.db.read.select().from(impactIntervals)).toMatchObject([{ componentId: cards.id, incidentId, state: "partial_outage", from: testNow, until: null }]);
    expect(await database.db.read.select().from(promises)).toMatchObject([{ incidentId, updateId, kind: "next_update", dueAt: testNow + 30 * minute, settledAt: null }]);
    expect(await database.db.read.select().from(auditEntries)).toMatchObject([{ action: "incident.opened", entityId: incidentId, actorId: jonas.id }]);
    expect(await database.db.read.select().from(outbox).where(eq(outbox.kind, "incident.update_posted"))).toMatchObject([{ payload: { incidentId, updateId } }]);
    expect((await database.db.read.select().from(outbox)).map((event) => event.kind).toSorted()).toEqual(["incident.silent", "incident.update_posted", "promise.due_soon", "promise.overdue"]);
  });

  test("is refused without the permission and leaves nothing behind", async () => {
    await expect(anIncident(asStaff(database.db, tom))).rejects.toMatchObject({ code: "forbidden" });
    await expect(anIncident(asMember(database.db, anna))).rejects.toMatchObject({ code: "forbidden" });
    expect([await countOf(incidents), await countOf(updates), await countOf(auditEntries), await countOf(outbox), await countOf(impactIntervals)]).toEqual([0, 0, 0, 0, 0]);
  });

  test.each([
    ["a time to come", { occurredAt: testNow + 1 }, "occurredAt"],
    ["a promise for the past", { promiseDueAt: testNow }, "promiseAt"],
    ["nobody selected", { visibility: "selected" as const, customerIds: [] }, "customers"],
    ["affected customers where nobody uses what is affected", { visibility: "affected" as const, components: [] }, "visibility"],
    ["a note for a customer that cannot see it", { visibility: "selected" as const, customerIds: [acme.id], notes: [{ customerId: globex.id, body: "For you" }] }, `note:${globex.id}`],
    ["an unknown component", { components: [{ componentId: "cmp_gone", state: "major_outage" as const }] }, "component:cmp_gone"],
    ["an empty text", { body: "  " }, "body"],
    ["a text that is too long", { body: "x".repeat(25_001) }, "body"],
    ["an empty title", { title: "" }, "title"],
  ])("refuses %s under its field and leaves nothing behind", async (_, changes, field) => {
    await expect(anIncident(at(0), changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
    expect([await countOf(incidents), await countOf(auditEntries), await countOf(outbox)]).toEqual([0, 0, 0]);
  });

  test("makes new pages exactly for those who see it", async () => {
    await anIncident(at(0), { visibility: "selected", customerIds: [globex.id] });
    expect(await revisionsOf()).toEqual({ staff: 1, [`customer:${globex.id}`]: 1 });
    await anIncident(at(1), { visibility: "internal" });
    expect(await revisionsOf()).toEqual({ staff: 2, [`customer:${globex.id}`]: 1 });
    await anIncident(at(2), { visibility: "affected", components: [{ componentId: payouts.id, state: "degraded_performance" }] });
    expect(await revisionsOf()).toEqual({ staff: 3, [`customer:${globex.id}`]: 1, [`customer:${acme.id}`]: 1, [`customer:${initech.id}`]: 1 });
    await anIncident(at(3));
    expect((await revisionsOf())["everybody"]).toBe(1);
  });
});

describe("posting an update", () => {
  test("recorded in the same millisecond as another, it comes after it", async () => {
    const { incidentId } = await anIncident(at(0));
    await anUpdate(at(0), { incidentId, baseVersion: 1, state: "resolved" });
    expect(await readIncident(incidentId)).toMatchObject({ state: "resolved", resolvedAt: testNow });
  });

  test("moves the incident on and tells the worker", async () => {
    const { incidentId } = await anIncident(at(0));
    const { updateId, version } = await anUpdate(at(10), { incidentId, baseVersion: 1 });
    expect(version).toBe(2);
    expect(await readIncident(incidentId)).toMatchObject({ state: "identified", impact: "major", startedAt: testNow, lastUpdateAt: testNow + 10 * minute, version: 2 });
    expect((await database.db.read.select().from(outbox)).map((event) => event.payload)).toContainEqual({ incidentId, updateId });
  });

  test("is refused without the permission and leaves nothing behind", async () => {
    const { incidentId } = await anIncident(at(0));
    await expect(anUpdate(asStaff(database.db, tom), { incidentId, baseVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    expect([await countOf(updates), await countOf(auditEntries), await countOf(outbox)]).toEqual([1, 1, 2]);
  });

  test("tells the second of two people who posted what and when, and writes nothing of theirs", async () => {
    const { incidentId } = await anIncident(at(0));
    await anUpdate(at(10), { incidentId, baseVersion: 1 });
    const second = anUpdate(asStaff(database.db, mira, testNow + 11 * minute), { incidentId, baseVersion: 1, body: "Mine" });
    await expect(second).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("Jonas Lindqvist posted “Identified” at 14:10 CET (13:10 UTC) while you were writing") });
    expect(await countOf(updates)).toBe(2);
    await anUpdate(asStaff(database.db, mira, testNow + 12 * minute), { incidentId, baseVersion: 2, body: "Mine" });
    expect(await countOf(updates)).toBe(3);
  });

  test("of two people at the same moment exactly one gets through", async () => {
    const { incidentId } = await anIncident(at(0));
    const both = await Promise.allSettled([anUpdate(at(10), { incidentId, baseVersion: 1 }), anUpdate(asStaff(database.db, mira, testNow + 10 * minute), { incidentId, baseVersion: 1 })]);
    expect(both.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await countOf(updates)).toBe(2);
  });

  test("resolving restores what the incident held down, closes its intervals and settles its promise", async () => {
    const { incidentId } = await anIncident(at(0), { promiseDueAt: testNow + 30 * minute });
    await anUpdate(at(20), { incidentId, baseVersion: 1, state: "resolved", body: "Done.", promiseDueAt: testNow + 60 * minute });
    expect(await readIncident(incidentId)).toMatchObject({ state: "resolved", resolvedAt: testNow + 20 * minute });
    expect(await readState(cards.id)).toBe("operational");
    expect(await database.db.read.select().from(impactIntervals)).toMatchObject([{ until: testNow + 20 * minute }]);
    expect(await database.db.read.select().from(promises)).toMatchObject([{ settledAt: testNow + 20 * minute, isKept: true }]);
    expect((await database.db.read.select().from(auditEntries)).map((entry) => entry.action)).toContain("incident.resolved");
  });

  test("resolving leaves down what another open incident, or the resolving form itself, holds down", async () => {
    const first = await anIncident(at(0), { components: [{ componentId: cards.id, state: "major_outage" }, { componentId: payouts.id, state: "partial_outage" }] });
    await anIncident(at(1), { components: [{ componentId: cards.id, state: "degraded_performance" }] });
    await anUpdate(at(20), { incidentId: first.incidentId, baseVersion: 1, state: "resolved", components: [{ componentId: payouts.id, state: "degraded_performance" }] });
    expect(await readState(cards.id)).toBe("degraded_performance");
    expect(await readState(payouts.id)).toBe("degraded_performance");
  });

  test("a resolved incident opens again only when that is asked for", async () => {
    const { incidentId } = await anIncident(at(0));
    await anUpdate(at(5), { incidentId, baseVersion: 1, state: "resolved" });
    await expect(anUpdate(at(6), { incidentId, baseVersion: 2, state: "investigating" })).rejects.toMatchObject({ code: "conflict" });
    await anUpdate(at(6), { incidentId, baseVersion: 2, state: "investigating", isReopening: true });
    expect(await readIncident(incidentId)).toMatchObject({ state: "investigating", resolvedAt: null, startedAt: testNow });
    expect((await database.db.read.select().from(auditEntries)).map((entry) => entry.action)).toContain("incident.reopened");
  });

  test("a promise is kept or missed by when the next words were written down, not by when what they tell of happened", async () => {
    const { incidentId } = await anIncident(at(0), { promiseDueAt: testNow + 30 * minute });
    await anUpdate(at(31), { incidentId, baseVersion: 1, occurredAt: testNow + 20 * minute });
    expect(await database.db.read.select().from(promises)).toMatchObject([{ settledAt: testNow + 31 * minute, isKept: false }]);
  });

  test("the same records give the same incident, whichever was written down first", async () => {
    const worsens = { state: "identified" as const, components: [{ componentId: cards.id, state: "major_outage" as const }] };
    const told = async (occurred: [number, number]) => {
      const { incidentId } = await anIncident(at(60), { occurredAt: testNow });
      const posts = [{ ...worsens, occurredAt: testNow + 10 * minute }, { state: "monitoring" as const, components: [], occurredAt: testNow + 30 * minute }];
      await anUpdate(at(61), { incidentId, baseVersion: 1, ...posts[occurred[0]] });
      await anUpdate(at(62), { incidentId, baseVersion: 2, ...posts[occurred[1]] });
      const { state, impact, startedAt, lastUpdateAt } = (await readIncident(incidentId)) ?? {};
      const intervals = await database.db.read.select({ state: impactIntervals.state, from: impactIntervals.from, until: impactIntervals.until }).from(impactIntervals).where(eq(impactIntervals.incidentId, incidentId)).orderBy(impactIntervals.from);
      return { state, impact, startedAt, lastUpdateAt, intervals };
    };
    const inOrder = await told([0, 1]);
    expect(inOrder).toMatchObject({ state: "monitoring", impact: "critical", intervals: [{ state: "partial_outage", until: testNow + 10 * minute }, { state: "major_outage", until: null }] });
    expect(await told([1, 0])).toEqual(inOrder);
  });

  test("widening and narrowing the audience make new pages for those who saw it and those who see it", async () => {
    const { incidentId } = await anIncident(at(0), { visibility: "selected", customerIds: [globex.id] });
    await anUpdate(at(1), { incidentId, baseVersion: 1, visibility: "selected", customerIds: [acme.id] });
    expect(await revisionsOf()).toEqual({ staff: 2, [`customer:${globex.id}`]: 2, [`customer:${acme.id}`]: 1 });
  });

  test("an unknown incident is not found", async () => {
    await expect(anUpdate(at(1), { incidentId: "inc_none", baseVersion: 1 })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a component only its users see tells nobody else that something happened", async () => {
  await anIncident(at(0), { visibility: "affected", components: [{ componentId: acmeGateway.id, state: "major_outage" }] });
  expect(await revisionsOf()).toEqual({ staff: 1, [`customer:${acme.id}`]: 1 });
});
