import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { journeyComponents, journeys } from "#db/schema/customers";
import { deliveries } from "#db/schema/delivery";
import { maintenances } from "#db/schema/maintenance";
import { outbox } from "#db/schema/outbox";
import { sloAlerts, sloExclusions, slos, sloStates, sloVersions } from "#db/schema/slo";
import { isFailure } from "#lib/core/failure";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, addCast, anna, ben, cards, carla, globex, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMaintenance } from "#lib/testing/maintenances";
import { anSli, anSlo, count, sloForm } from "#lib/testing/slos";
import { jobs } from "#lib/worker/jobs";
import { lookAtBudgets } from "../jobs.ts";
import { listExclusions } from "../queries/exclusions.ts";
import { findSloHistory, findSloView, listSloViews } from "../queries/page.ts";
import { archiveSlo, createSlo, saveSlo } from "./definitions.ts";
import { addExclusion, answerDispute, approveExclusion, disputeExclusion, withdrawExclusion } from "./exclusions.ts";
import { saveExclusionRule } from "./settings.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const byMira = (now = testNow) => asStaff(database.db, mira, now);
const byAnna = (now = testNow) => asMember(database.db, anna, now);
const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(() => null, (reason: unknown) => reason);
  return isFailure(error) ? (error.fields ? Object.keys(error.fields).join() : error.code) : error;
};
const viewOf = async (id: string, now = testNow) => {
  const view = await findSloView(byMira(now), id);
  if (!view) throw new Error("There is no such objective.");
  return view;
};

describe("an objective", () => {
  test("is measured from what was counted within its window", async () => {
    const { sliId, series } = await anSli(byMira(), database.db);
    await count(database.db, { series, from: testNow - 31 * DAY, until: testNow - 30 * DAY, bad: 100, every: 60 });
    await count(database.db, { series, from: testNow - 30 * DAY, until: testNow - DAY, bad: 0, every: 60 });
    await count(database.db, { series, from: testNow - HOUR, until: testNow, bad: 1 });
    const id = await anSlo(byMira(), [sliId]);
    const { figure, burn } = await viewOf(id);
    expect([figure.counts, figure.isMet, figure.budget]).toEqual([{ good: 69_600 + 6_000 - 60, total: 75_600 }, true, { allowed: 75, spent: 60, left: 15 }]);
    expect(burn && Number(burn.numerator) / Number(burn.denominator)).toBe(10);
  });

  test("that changes keeps the past as it was promised", async () => {
    const { sliId, series } = await anSli(byMira(), database.db);
    const start = Date.UTC(2026, 8, 1);
    await count(database.db, { series, from: start, until: testNow, bad: 1, every: 60 });
    const id = await anSlo(byMira(start), [sliId], { target: 980_000 });
    await saveSlo(byMira(Date.UTC(2026, 9, 15)), { ...sloForm, slis: [sliId], id, version: 1, target: 999_000, reason: "Renewed contract" });
    const history = await findSloHistory(byAnna(), { id, months: 2, zone: "UTC" });
    expect(history?.map(({ version, figure }) => [version, figure?.isMet, figure?.counts.total])).toEqual([[1, true, 720 * 100], [2, false, 744 * 100]]);
    expect((await viewOf(id)).versions.map(({ number, reason }) => [number, reason])).toEqual([[1, ""], [2, "Renewed contract"]]);
  });

  test("is refused where it cannot be measured or kept, and leaves nothing behind", async () => {
    const { sliId } = await anSli(byMira(), database.db);
    const other = await anSli(byMira(), database.db, { key: "other", customerId: globex.id });
    const make = (changes: object) => failure(createSlo(byMira(), { ...sloForm, slis: [sliId], ...changes }));
    const slices = { method: "timeslices", sliceMinutes: 5, sliceTarget: 990_000 };
    expect(await make({ target: 1_000_000 })).toBe("target");
    expect(await make({ slis: ["sli_never"] })).toBe("slis");
    expect(await make({ slis: [sliId, other.sliId] })).toBe("slis");
    expect(await make({ noData: "bad" })).toBe("noData");
    expect(await make({ ...slices, window: "calendar:quarter" })).toBe("sliceMinutes");
    expect(await make({ slis: [sliId, (await anSli(byMira(), database.db, { key: "more" })).sliId] })).toBe("way");
    expect(await failure(createSlo(asStaff(database.db, tom), { ...sloForm, slis: [sliId] }))).toBe("forbidden");
    expect([await database.db.read.select().from(slos), await database.db.read.select().from(sloVersions)]).toEqual([[], []]);
  });

  test("is changed by whoever saw it last, with a reason, and archived", async () => {
    const { sliId } = await anSli(byMira(), database.db);
    const id = await anSlo(byMira(), [sliId]);
    const save = (changes: object) => failure(saveSlo(byMira(), { ...sloForm, slis: [sliId], id, version: 1, reason: "Why", ...changes }));
    expect([await save({ reason: "" }), await save({ version: 7 }), await save({}), await save({})]).toEqual(["reason", "conflict", null, "conflict"]);
    await archiveSlo(byMira(), { id });
    expect([await findSloView(byMira(), id), await save({ version: 2 })]).toEqual([null, "not_found"]);
  });

  test("is its own customer's to see; one for all is everybody's but the public's", async () => {
    const own = await anSlo(byMira(), [(await anSli(byMira(), database.db)).sliId]);
    const all = await anSlo(byMira(), [(await anSli(byMira(), database.db, { key: "all", customerId: null })).sliId], { name: "Everybody" });
    const seen = async (ctx: ReturnType<typeof byAnna>) => (await listSloViews(ctx)).map(({ slo }) => slo.id).toSorted();
    expect(await seen(byAnna())).toEqual([own, all].toSorted());
    expect(await seen(asMember(database.db, carla))).toEqual([all]);
    expect(await seen(asPublic(database.db))).toEqual([]);
    expect([await findSloView(asMember(database.db, carla), own), await findSloHistory(asMember(database.db, carla), { id: own, months: 1, zone: "UTC" })]).toEqual([null, null]);
  });
});

describe("the policies", () => {
  const slices = { method: "timeslices", sliceMinutes: 5, sliceTarget: 950_000, window: "rolling:1", target: 990_000 } as const;

  test.each([["ignore", 276, 276], ["good", 288, 288], ["bad", 276, 288]] as const)("slices without counts %s", async (noData, good, total) => {
    const { sliId, series } = await anSli(byMira(), database.db);
    await count(database.db, { series, from: testNow - DAY, until: testNow - 12 * HOUR });
    await count(database.db, { series, from: testNow - 11 * HOUR, until: testNow });
    expect((await viewOf(await anSlo(byMira(), [sliId], { ...slices, noData }))).figure.counts).toEqual({ good, total });
  });

  test("planned work is taken out, counts good or counts, within the time that was planned", async () => {
    const { sliId, series } = await journeyOf();
    await count(database.db, { series, from: testNow - DAY, until: testNow });
    await count(database.db, { series, from: testNow - 5 * HOUR, until: testNow - 3 * HOUR, bad: 100 });
    const { maintenanceId } = await aMaintenance(byMira(testNow - 2 * DAY), { scheduledFor: testNow - 5 * HOUR, scheduledUntil: testNow - 4 * HOUR, componentIds: [cards.id] });
    await database.db.write((tx) => tx.update(maintenances).set({ state: "completed", startedAt: testNow - 5 * HOUR, completedAt: testNow - 3 * HOUR }).where(eq(maintenances.id, maintenanceId)));
    const of = async (maintenance: "removed" | "good" | "counts", more = {}) => (await viewOf(await anSlo(byMira(), [sliId], { ...slices, maintenance, ...more }))).figure;
    expect((await of("removed")).counts).toEqual({ good: 264, total: 276 });
    expect((await of("good")).counts).toEqual({ good: 276, total: 288 });
    expect((await of("counts")).counts).toEqual({ good: 264, total: 288 });
    const occurrences = await of("removed", { method: "occurrences", sliceMinutes: null, sliceTarget: null });
    expect([occurrences.counts, occurrences.before]).toEqual([{ good: 132_000, total: 138_000 }, { good: 132_000, total: 144_000 }]);
  });

  test("several SLIs are bad together, pooled or weighed", async () => {
    const [a, b] = [await anSli(byMira(), database.db, { key: "a" }), await anSli(byMira(), database.db, { key: "b" })];
    for (const { series } of [a, b]) await count(database.db, { series, from: testNow - DAY, until: testNow });
    await count(database.db, { series: a.series, from: testNow - 6 * HOUR, until: testNow - 5 * HOUR, bad: 100 });
    await count(database.db, { series: b.series, from: testNow - 5 * HOUR, until: testNow - 4 * HOUR, bad: 100 });
    const of = async (changes: object) => (await viewOf(await anSlo(byMira(), [a.sliId, b.sliId], { ...slices, ...changes }))).figure.counts;
    expect(await of({ way: "any_bad" })).toEqual({ good: 264, total: 288 });
    expect(await of({ way: "pooled" })).toEqual({ good: 552, total: 576 });
    expect(await of({ way: "weighted", method: "occurrences", sliceMinutes: null, sliceTarget: null })).toEqual({ good: 958_333_333, total: 1_000_000_000 });
  });

  async function journeyOf() {
    await database.db.write(async (tx) => {
      await tx.insert(journeys).values({ id: "jny_pay", customerId: acme.id, name: "Pay", criticality: "critical", createdAt: testNow });
      await tx.insert(journeyComponents).values({ journeyId: "jny_pay", componentId: cards.id });
    });
    return anSli(byMira(), database.db, { journeyId: "jny_pay" });
  }
});

describe("an exclusion", () => {
  const berlin = { zone: "UTC", from: "2026-11-02T10:00", until: "2026-11-02T11:00", effect: "removed", category: "customer_cause", reason: "Their own load test", clause: "4.2" } as const;
  const setUp = async () => {
    const { sliId, series } = await anSli(byMira(), database.db);
    await count(database.db, { series, from: testNow - DAY, until: testNow });
    await count(database.db, { series, from: testNow - 3 * HOUR, until: testNow - 2 * HOUR, bad: 50 });
    return anSlo(byMira(), [sliId]);
  };

  test("changes the figure from when it is in force, and both are told", async () => {
    const id = await setUp();
    const before = { good: 144_000 - 3_000, total: 144_000 };
    expect((await viewOf(id)).figure.counts).toEqual(before);
    const exclusion = await addExclusion(byMira(), { id, ...berlin });
    const { figure } = await viewOf(id);
    expect([figure.counts, figure.before]).toEqual([{ good: 138_000, total: 138_000 }, before]);
    expect(await listExclusions(byAnna(), [id])).toMatchObject([{ id: exclusion, reason: "Their own load test", clause: "4.2", createdByName: mira.name }]);
    await withdrawExclusion(byMira(), { id, exclusion });
    expect((await viewOf(id)).figure.counts).toEqual(before);
    expect(await listExclusions(byAnna(), [id])).toEqual([]);
  });

  test("waits for a second person where the setting says so, and is nobody else's to see until then", async () => {
    const id = await setUp();
    expect(await failure(saveExclusionRule(byMira(), { needsSecond: true }))).toBe("forbidden");
    await saveExclusionRule(asStaff(database.db, priya), { needsSecond: true });
    const exclusion = await addExclusion(byMira(), { id, ...berlin });
    expect([(await viewOf(id)).figure.counts.total, (await listExclusions(byAnna(), [id])).length, (await listExclusions(byMira(), [id])).length]).toEqual([144_000, 0, 1]);
    expect(await failure(approveExclusion(byMira(), { id, exclusion }))).toBe("forbidden");
    await approveExclusion(asStaff(database.db, priya), { id, exclusion });
    expect([(await viewOf(id)).figure.counts.total, (await listExclusions(byAnna(), [id])).length]).toEqual([138_000, 1]);
    expect(await failure(approveExclusion(asStaff(database.db, priya), { id, exclusion }))).toBe("conflict");
  });

  test("can be disputed by its customer, and is answered", async () => {
    const id = await setUp();
    const exclusion = await addExclusion(byMira(), { id, ...berlin });
    const dispute = (ctx: ReturnType<typeof byAnna>) => failure(disputeExclusion(ctx, { exclusion, words: "It was not ours" }));
    expect([await dispute(asMember(database.db, carla)), await dispute(byMira()), await dispute(asMember(database.db, ben)), await dispute(byAnna())]).toEqual(["not_found", "forbidden", null, "conflict"]);
    await answerDispute(byMira(), { id, exclusion, words: "You are right" });
    expect(await listExclusions(byAnna(), [id])).toMatchObject([{ disputedByName: ben.name, dispute: "It was not ours", disputeAnswer: "You are right", disputeSettledAt: testNow }]);
    expect(await failure(answerDispute(byMira(), { id, exclusion, words: "Again" }))).toBe("conflict");
  });

  test("is refused when its times are none, and to who may not", async () => {
    const id = await setUp();
    const add = (changes: object) => failure(addExclusion(byMira(), { id, ...berlin, ...changes }));
    expect([await add({ from: "soon" }), await add({ until: "2026-11-02T09:00" }), await add({ from: "2026-01-02T09:07", until: "2026-01-02T10:00" }), await add({ from: "2026-01-02T09:15", until: "2026-01-02T10:00" })]).toEqual(["from", "until", "from", null]);
    expect(await failure(addExclusion(asStaff(database.db, tom), { id, ...berlin }))).toBe("forbidden");
    expect((await database.db.read.select().from(sloExclusions)).length).toBe(1);
  });
});

describe("budgets are looked at", () => {
  const setUp = async (changes = {}) => {
    const { sliId, series } = await anSli(byMira(), database.db);
    await count(database.db, { series, from: testNow - 30 * DAY, until: testNow - 4 * DAY, every: 30 });
    await count(database.db, { series, from: testNow - 4 * DAY, until: testNow - 6 * HOUR });
    return { series, id: await anSlo(byMira(testNow - 30 * DAY), [sliId], changes) };
  };
  const look = (now: number) => lookAtBudgets({ db: database.db, now });
  const alerts = async () => (await database.db.read.select().from(sloAlerts).orderBy(sloAlerts.id)).map(({ rule, resolvedAt }) => [Number(rule.split("/")[1]) / HOUR, resolvedAt === null]);
  const told = async () => (await database.db.read.select({ kind: outbox.kind }).from(outbox).orderBy(outbox.createdAt, outbox.id)).map(({ kind }) => kind).filter((kind) => kind.startsWith("slo."));

  test("a burn opens an alert once, which ends when the long span is calm", async () => {
    const { series } = await setUp();
    await count(database.db, { series, from: testNow - 6 * HOUR, until: testNow - 10 * MINUTE });
    await count(database.db, { series, from: testNow - 10 * MINUTE, until: testNow, bad: 30 });
    await look(testNow);
    await look(testNow + MINUTE);
    expect(await alerts()).toEqual([[1, true], [6, true]]);
    await count(database.db, { series, from: testNow, until: testNow + 3 * HOUR });
    await look(testNow + 3 * HOUR);
    expect(await alerts()).toEqual([[1, false], [6, true]]);
    expect(await told()).toEqual(["slo.alert_opened", "slo.alert_opened", "slo.alert_resolved"]);
    const events = await database.db.read.select({ kind: outbox.kind, payload: outbox.payload }).from(outbox).orderBy(outbox.createdAt, outbox.id);
    for (const { kind, payload } of events) if (kind.startsWith("slo.")) await jobs(database.db)[kind]?.({ id: "evt", kind, payload, attempts: 1, createdAt: testNow });
    const subjects = (await database.db.read.select({ message: deliveries.message }).from(deliveries)).map(({ message }) => message?.subject).toSorted();
    // The one that was over already when its mail was written is told of its end only.
    expect([...new Set(subjects)]).toEqual([`Burning: ${acme.name}: Checkout works`, `No longer burning: ${acme.name}: Checkout works`]);
  });

  test("nobody is woken while an objective is only observed", async () => {
    const { series } = await setUp({ observeDays: 60 });
    await count(database.db, { series, from: testNow - HOUR, until: testNow, bad: 90 });
    await look(testNow);
    expect(await alerts()).toEqual([]);
  });

  test("a budget's state is told when it changes, not for each failure", async () => {
    const { series, id } = await setUp();
    await look(testNow - 6 * HOUR);
    // 5 256 minutes of data: at 99.9 % some 660 may fail.
    await count(database.db, { series, from: testNow - 5 * HOUR, until: testNow - 5 * HOUR + 6 * MINUTE, bad: 95 });
    await look(testNow);
    await look(testNow + 2 * MINUTE);
    await count(database.db, { series, from: testNow - 4 * HOUR, until: testNow - 4 * HOUR + 2 * MINUTE, bad: 100 });
    await look(testNow + 4 * MINUTE);
    expect((await told()).filter((kind) => kind === "slo.state_changed")).toEqual(["slo.state_changed", "slo.state_changed"]);
    expect(await database.db.read.select({ id: sloStates.sloId, state: sloStates.state, left: sloStates.leftPpm }).from(sloStates)).toMatchObject([{ id, state: "exhausted" }]);
  });

  test("once a minute", async () => {
    await setUp();
    expect([await look(testNow), await look(testNow + 15_000), await look(testNow + MINUTE)]).toEqual([1, 0, 1]);
  });
});
