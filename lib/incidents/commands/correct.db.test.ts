import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { components } from "#db/schema/catalog";
import { impactCorrections, impactIntervals, incidentComponents, incidentReach, incidents, updateRevisions, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { getStatusView } from "#lib/status/queries/view";
import { findIncidentView } from "#lib/status/queries/incident";
import { addCast, anna, cards, carla, ishaan, jonas, mira, payouts, reporting, testNow } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import type { CorrectImpact } from "../input.ts";
import { correctImpact } from "./correct-impact.ts";
import { correctTime } from "./correct-time.ts";
import { declareFalseAlarm } from "./false-alarm.ts";
import type { Posted } from "./post.ts";

const minute = 60_000;
const database = testDatabase();
beforeEach(() => addCast(database.db));

const jonasAt = (minutes: number) => asStaff(database.db, jonas, testNow + minutes * minute);
const miraAt = (minutes: number) => asStaff(database.db, mira, testNow + minutes * minute);
const at = (minutes: number) => testNow + minutes * minute;
const readLine = async (incidentId: string) => (await database.db.read.select().from(impactIntervals).where(eq(impactIntervals.incidentId, incidentId)).orderBy(asc(impactIntervals.from))).map(({ componentId, state, from, until }) => [componentId, state, from, until]);
const readIncident = async (id: string) => (await database.db.read.select().from(incidents).where(eq(incidents.id, id)))[0];
const readState = async (id: string) => (await database.db.read.select({ state: components.state }).from(components).where(eq(components.id, id)))[0]?.state;

/** An outage of the cards from minute 0 to 60. */
async function anOutage(changes: Parameters<typeof anIncident>[1] = {}): Promise<Posted> {
  const opened = await anIncident(jonasAt(0), changes);
  return anUpdate(jonasAt(60), { incidentId: opened.incidentId, baseVersion: opened.version, state: "resolved", body: "It is over." });
}

const correct = (minutes: number, of: Posted, changes: Partial<CorrectImpact> = {}) =>
  correctImpact(miraAt(minutes), { incidentId: of.incidentId, baseVersion: of.version, componentId: cards.id, line: [{ state: "partial_outage", from: at(0), until: at(30) }], reason: "It was over earlier than we knew.", ...changes });

describe("correcting an impact", () => {
  test("changes the record, what follows from it, and nothing that was said", async () => {
    const outage = await anOutage();
    const before = await getStatusView(asPublic(database.db, at(120)));
    await correct(90, outage);
    expect(await readLine(outage.incidentId)).toEqual([[cards.id, "partial_outage", at(0), at(30)]]);
    expect(await database.db.read.select().from(impactCorrections)).toMatchObject([{ componentId: cards.id, spans: [{ state: "operational", from: at(30), until: at(60) }], before: [{ state: "partial_outage", from: at(0), until: at(60) }], reason: "It was over earlier than we knew.", correctedAt: at(90), correctedBy: mira.id }]);
    expect(await database.db.read.$count(updates)).toBe(2);
    expect(await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))).toBe(2);
    expect(await readIncident(outage.incidentId)).toMatchObject({ impact: "major", resolvedAt: at(60), version: 3 });
    const after = await getStatusView(asPublic(database.db, at(120)));
    const figures = (view: typeof before) => view.groups.flatMap((group) => group.components).find((component) => component.id === cards.id);
    expect(figures(before)?.days?.at(-1)).toMatchObject({ downtimeMs: 60 * minute });
    expect(figures(after)?.days?.at(-1)).toMatchObject({ downtimeMs: 30 * minute });
    expect(figures(after)?.uptimePpm).toBeGreaterThan(figures(before)?.uptimePpm ?? 0);
  });

  test("is told to who may know of the component, with its reason, and to nobody else", async () => {
    const outage = await anOutage({ components: [{ componentId: cards.id, state: "partial_outage" }, { componentId: payouts.id, state: "partial_outage" }] });
    await correct(90, outage);
    for (const ctx of [asPublic(database.db, at(91)), asMember(database.db, anna, at(91))]) {
      expect((await findIncidentView(ctx, outage.code))?.corrections).toMatchObject([{ correctedAt: at(90), reason: "It was over earlier than we knew." }]);
    }
    expect((await findIncidentView(asMember(database.db, anna, at(91)), outage.code))?.corrections[0]?.components).toEqual(["Checkout EU"]);
    expect((await findIncidentView(asMember(database.db, ishaan, at(91)), outage.code))?.corrections).toEqual([]);
  });

  test("that takes all of it away leaves no impact", async () => {
    const outage = await anOutage();
    await correct(90, outage, { line: [] });
    expect(await readLine(outage.incidentId)).toEqual([]);
    expect(await readIncident(outage.incidentId)).toMatchObject({ impact: "none" });
  });

  test("adds a component that was forgotten, and shows the incident to those who use it", async () => {
    const outage = await anOutage({ visibility: "affected" });
    const initech = asMember(database.db, ishaan, at(91));
    expect(await findIncidentView(initech, outage.code)).toBeNull();
    await correct(90, outage, { componentId: payouts.id, line: [{ state: "degraded_performance", from: at(-10), until: at(80) }] });
    expect((await findIncidentView(initech, outage.code))?.impacts).toMatchObject([{ componentId: payouts.id, from: at(-10), until: at(80) }]);
    expect((await database.db.read.select().from(incidentComponents)).map((each) => each.componentId).toSorted()).toEqual([cards.id, payouts.id].toSorted());
    expect((await database.db.read.select().from(incidentReach).where(eq(incidentReach.key, payouts.id)))[0]).toMatchObject({ activeUntil: at(80) });
  });

  test("while it goes on moves its beginning, and what is posted later counts as ever", async () => {
    const opened = await anIncident(jonasAt(0));
    await correct(20, opened, { line: [{ state: "partial_outage", from: at(-30), until: null }] });
    expect(await readLine(opened.incidentId)).toEqual([[cards.id, "partial_outage", at(-30), null]]);
    expect(await readState(cards.id)).toBe("partial_outage");
    await anUpdate(jonasAt(60), { incidentId: opened.incidentId, baseVersion: 2, state: "resolved", body: "Over." });
    expect(await readLine(opened.incidentId)).toEqual([[cards.id, "partial_outage", at(-30), at(60)]]);
    expect(await readState(cards.id)).toBe("operational");
  });

  test("of two the later counts where both speak", async () => {
    const outage = await anOutage();
    await correct(90, outage, { line: [{ state: "major_outage", from: at(0), until: at(60) }] });
    await correct(91, { ...outage, version: 3 }, { line: [{ state: "degraded_performance", from: at(10), until: at(60) }] });
    expect(await readLine(outage.incidentId)).toEqual([[cards.id, "degraded_performance", at(10), at(60)]]);
    expect(await readIncident(outage.incidentId)).toMatchObject({ impact: "minor" });
  });

  test.each([
    ["without a reason", { reason: " " }, "reason"],
    ["that changes nothing", { line: [{ state: "partial_outage" as const, from: at(0), until: at(60) }] }, "from:0"],
    ["of a time to come", { line: [{ state: "partial_outage" as const, from: at(0), until: at(1_000) }] }, "until:0"],
    ["of a component nobody knows", { componentId: "cmp_gone" }, "component:cmp_gone"],
  ])("is refused %s, and leaves nothing behind", async (_, changes, field) => {
    const outage = await anOutage();
    await expect(correct(90, outage, changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
    expect(await database.db.read.$count(impactCorrections)).toBe(0);
  });

  test("is refused to who may not edit, and from an old version", async () => {
    const outage = await anOutage();
    await expect(correctImpact(jonasAt(90), { incidentId: outage.incidentId, baseVersion: 2, componentId: cards.id, line: [], reason: "Wrong" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(correct(90, { ...outage, version: 1 })).rejects.toMatchObject({ code: "conflict" });
    expect(await database.db.read.$count(impactCorrections)).toBe(0);
  });
});

describe("correcting a time", () => {
  const move = (minutes: number, updateId: string, to: number, changes: { baseRevision?: number; reason?: string } = {}) => correctTime(miraAt(minutes), { updateId, baseRevision: 1, occurredAt: at(to), reason: "The log says so.", ...changes });

  test("moves what follows from it, keeps the time it gave, and leaves when it was written down", async () => {
    const outage = await anOutage();
    await move(90, outage.updateId, 45);
    expect(await readIncident(outage.incidentId)).toMatchObject({ resolvedAt: at(45), lastUpdateAt: at(45) });
    expect(await readLine(outage.incidentId)).toEqual([[cards.id, "partial_outage", at(0), at(45)]]);
    expect((await database.db.read.select().from(updates).where(eq(updates.id, outage.updateId)))[0]).toMatchObject({ occurredAt: at(45), recordedAt: at(60), revision: 2 });
    expect(await database.db.read.select().from(updateRevisions)).toMatchObject([{ updateId: outage.updateId, occurredAt: at(60), reason: "The log says so.", replacedAt: at(90), replacedBy: mira.id, customerId: null }]);
    expect(await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))).toBe(2);
    const view = await findIncidentView(asPublic(database.db, at(91)), outage.code);
    expect(view?.updates[0]).toMatchObject({ occurredAt: at(45), recordedAt: at(60), isRecordedLater: true, earlier: [], earlierTimes: [{ occurredAt: at(60), reason: "The log says so.", replacedAt: at(90) }] });
    expect((await database.db.read.select().from(auditEntries)).map((entry) => entry.action)).toContain("incident.time_corrected");
  });

  test("puts the timeline in its order", async () => {
    const opened = await anIncident(jonasAt(0));
    const next = await anUpdate(jonasAt(10), { incidentId: opened.incidentId, baseVersion: 1 });
    await move(20, next.updateId, -15);
    expect((await findIncidentView(asPublic(database.db, at(21)), opened.code))?.updates.map((update) => update.id)).toEqual([opened.updateId, next.updateId]);
    expect(await readIncident(opened.incidentId)).toMatchObject({ startedAt: at(-15), state: "investigating" });
  });

  test("is refused where something would be wrong again after the resolution, in the future, without a reason, or to who may not", async () => {
    const outage = await anOutage();
    const [first] = await database.db.read.select({ id: updates.id }).from(updates).orderBy(asc(updates.recordedAt));
    await expect(move(90, first?.id ?? "", 70)).rejects.toMatchObject({ code: "conflict", fields: { occurredAt: expect.any(String) } });
    await expect(move(90, outage.updateId, 91)).rejects.toMatchObject({ code: "invalid", fields: { occurredAt: expect.any(String) } });
    await expect(move(90, outage.updateId, 45, { reason: "" })).rejects.toMatchObject({ code: "invalid", fields: { reason: expect.any(String) } });
    await expect(correctTime(jonasAt(90), { updateId: outage.updateId, baseRevision: 1, occurredAt: at(45), reason: "So" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(move(90, outage.updateId, 45, { baseRevision: 2 })).rejects.toMatchObject({ code: "conflict" });
    expect(await database.db.read.$count(updateRevisions)).toBe(0);
  });
});

describe("a false alarm", () => {
  const declare = (minutes: number, of: Posted) => declareFalseAlarm(jonasAt(minutes), { incidentId: of.incidentId, baseVersion: of.version, body: "Our probe was wrong. Nothing failed." });

  test("ends the incident, says so, and takes its impact out of the record", async () => {
    const opened = await anIncident(jonasAt(0), { components: [{ componentId: cards.id, state: "major_outage" }, { componentId: reporting.id, state: "partial_outage" }] });
    await declare(30, opened);
    expect(await readIncident(opened.incidentId)).toMatchObject({ state: "resolved", endedAs: "false_alarm", impact: "none", resolvedAt: at(30) });
    expect(await readLine(opened.incidentId)).toEqual([]);
    expect([await readState(cards.id), await readState(reporting.id)]).toEqual(["operational", "operational"]);
    expect(await database.db.read.$count(impactCorrections)).toBe(2);
    expect(await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))).toBe(2);
    const view = await getStatusView(asMember(database.db, carla, at(31)));
    expect(view.groups.flatMap((group) => group.components).every((component) => component.uptimePpm === 1_000_000)).toBe(true);
    expect(await findIncidentView(asPublic(database.db, at(31)), opened.code)).toMatchObject({ endedAs: "false_alarm", impact: "none", impacts: [], corrections: [{ components: [cards.name, reporting.name], reason: expect.stringContaining("false alarm") }] });
  });

  test("is found out after the resolution too, also where that left something down", async () => {
    const opened = await anIncident(jonasAt(0));
    const left = await anUpdate(jonasAt(60), { incidentId: opened.incidentId, baseVersion: 1, state: "resolved", body: "Over.", components: [{ componentId: cards.id, state: "degraded_performance" }] });
    await declare(90, left);
    expect(await readLine(opened.incidentId)).toEqual([]);
    expect(await readState(cards.id)).toBe("operational");
    expect(await readIncident(opened.incidentId)).toMatchObject({ endedAs: "false_alarm", resolvedAt: at(60) });
  });

  test("is none any more once the incident is opened again, and what is posted then counts", async () => {
    const opened = await anIncident(jonasAt(0));
    const ended = await declare(30, opened);
    await anUpdate(jonasAt(40), { incidentId: opened.incidentId, baseVersion: ended.version, state: "investigating", body: "It is real.", isReopening: true, components: [{ componentId: cards.id, state: "major_outage" }] });
    expect(await readIncident(opened.incidentId)).toMatchObject({ endedAs: null, state: "investigating", impact: "critical" });
    expect(await readLine(opened.incidentId)).toEqual([[cards.id, "major_outage", at(40), null]]);
  });

  test("is refused twice, and to who may not post", async () => {
    const ended = await declare(30, await anIncident(jonasAt(0)));
    await expect(declare(31, ended)).rejects.toMatchObject({ code: "conflict" });
    await expect(declareFalseAlarm(asMember(database.db, anna), { incidentId: ended.incidentId, baseVersion: 2, body: "No" })).rejects.toMatchObject({ code: "forbidden" });
  });
});
