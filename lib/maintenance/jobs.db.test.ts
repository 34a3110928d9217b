import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { components } from "#db/schema/catalog";
import { impactIntervals } from "#db/schema/incidents";
import { maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, addCast, cards, jonas, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMaintenance, aSeries, maintenanceOf } from "#lib/testing/maintenances";
import { moveMaintenance, extendMaintenance } from "./commands/change-times.ts";
import { editMaintenance } from "./commands/edit.ts";
import { cancelMaintenance, startMaintenance } from "./commands/progress.ts";
import { changeSeries, endSeries, planOccurrence, scheduleSeries } from "./commands/series.ts";
import { continueSeries, remind, takeTime } from "./jobs.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (ms: number) => asStaff(database.db, jonas, testNow + ms);
const start = testNow + 2 * DAY;
const end = start + HOUR;
const handlers = { "maintenance.time_due": takeTime, "maintenance.reminder_due": remind, "maintenance.series_due": continueSeries };

/** The worker until an instant: every event at its time, or all of them then where it slept; with `twice`, each again as after a crash. */
async function workAt(until: number, { twice = false, slept = false } = {}): Promise<void> {
  for (;;) {
    const waiting = (await database.db.read.select().from(outbox).orderBy(asc(outbox.dueAt), asc(outbox.id))).find((event) => event.kind in handlers && event.doneAt === null && event.dueAt <= until);
    if (!waiting) return;
    const now = slept ? until : waiting.dueAt;
    const handler = handlers[waiting.kind as keyof typeof handlers];
    for (let times = twice ? 2 : 1; times > 0; times -= 1) await handler({ db: database.db, now }, waiting.payload);
    await database.db.write((tx) => tx.update(outbox).set({ doneAt: now }).where(eq(outbox.id, waiting.id)));
  }
}

const told = async (id: string) => (await database.db.read.select().from(maintenanceUpdates).where(eq(maintenanceUpdates.maintenanceId, id)).orderBy(asc(maintenanceUpdates.recordedAt), asc(maintenanceUpdates.id))).map(({ kind, occurredAt }) => `${kind} ${(occurredAt - start) / MINUTE}`);
const posts = async (id: string) => (await database.db.read.select().from(outbox)).filter((event) => event.kind === "maintenance.update_posted" && event.payload["maintenanceId"] === id).length;
const rowOf = (id: string) => maintenanceOf(database.db, id);

describe("the clock", () => {
  test("starts and completes work at its times, once, though every event runs twice", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { reminders: [] });
    await workAt(start - 1, { twice: true });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880"]);
    await workAt(start, { twice: true });
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "in_progress", startedAt: start });
    await workAt(end, { twice: true });
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "completed", completedAt: end });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "started 0", "completed 60"]);
    expect(await posts(maintenanceId)).toBe(3);
    expect(await database.db.read.select().from(impactIntervals)).toMatchObject([{ from: start, until: end }]);
  });

  test("what a worker slept through is caught up with in order, at its planned times", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await workAt(end + DAY, { slept: true });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "started 0", "completed 60"]);
    expect(await rowOf(maintenanceId)).toMatchObject({ startedAt: start, completedAt: end });
  });

  test("does nothing at the old times of work that was moved", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { reminders: [60] });
    await moveMaintenance(at(HOUR), { maintenanceId, baseVersion: 1, scheduledFor: start + DAY, scheduledUntil: end + DAY });
    await workAt(end);
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "moved -2820"]);
    await workAt(start + DAY);
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "moved -2820", "reminder 1380", "started 1440"]);
  });

  test("leaves alone what starts and ends by hand, and says once that the end was missed", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { startsItself: false, completesItself: false, reminders: [] });
    await workAt(start);
    expect((await rowOf(maintenanceId)).state).toBe("scheduled");
    await startMaintenance(asStaff(database.db, jonas, start + MINUTE), { maintenanceId, baseVersion: 1 });
    await workAt(end, { twice: true });
    await workAt(end + DAY, { twice: true });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "started 1", "overrun 60"]);
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "in_progress", overrunAt: end });
    expect((await database.db.read.select().from(outbox)).filter((event) => event.kind === "maintenance.overran")).toHaveLength(1);
  });

  test("a new end can be missed anew", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { completesItself: false, reminders: [] });
    await workAt(end);
    await extendMaintenance(asStaff(database.db, jonas, end + MINUTE), { maintenanceId, baseVersion: 3, scheduledUntil: end + HOUR });
    expect((await rowOf(maintenanceId)).overrunAt).toBeNull();
    await workAt(end + HOUR);
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "started 0", "overrun 60", "extended 61", "overrun 120"]);
  });

  test("work that nobody began is said to be late, too", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { startsItself: false, reminders: [] });
    await workAt(end);
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "scheduled", overrunAt: end });
  });

  test("starting by itself, turned on after the start, starts it now", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { startsItself: false, reminders: [] });
    await workAt(start + MINUTE);
    await editMaintenance(asStaff(database.db, jonas, start + 2 * MINUTE), { maintenanceId, baseVersion: 1, title: "Upgrade", visibility: "public", componentIds: [cards.id], startsItself: true });
    await workAt(start + 2 * MINUTE);
    expect((await rowOf(maintenanceId)).state).toBe("in_progress");
  });

  test("an event that the database's clock lets go early is tried again, not lost", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await expect(takeTime({ db: database.db, now: start - 3 }, { maintenanceId, sequence: 0, at: start })).rejects.toMatchObject({ name: "RetryLater", delayMs: 8 });
  });

  test("tells nobody of what was to be told to nobody", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { tellsPlan: false, tellsStart: false, tellsEnd: false, reminders: [] });
    await workAt(end);
    expect((await rowOf(maintenanceId)).state).toBe("completed");
    expect(await posts(maintenanceId)).toBe(0);
  });
});

describe("reminders", () => {
  test("are told at their times, once each, and none for a time that had passed", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { reminders: [10_080, 1_440, 60] });
    await workAt(start - DAY, { twice: true });
    await workAt(start - HOUR, { twice: true });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "reminder -1440", "reminder -60"]);
  });

  test("of those that were slept through only the last is told", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { reminders: [1_440, 60] });
    await workAt(start - 30 * MINUTE, { slept: true });
    expect(await told(maintenanceId)).toEqual(["scheduled -2880", "reminder -60"]);
  });

  test("none once the work was cancelled, none that was taken from the list, and one that was added", async () => {
    const [cancelled, edited] = [await aMaintenance(at(0)), await aMaintenance(at(0), { acceptsOverlap: true })];
    await cancelMaintenance(at(HOUR), { maintenanceId: cancelled.maintenanceId, baseVersion: 1 });
    await editMaintenance(at(HOUR), { maintenanceId: edited.maintenanceId, baseVersion: 1, title: "Upgrade", visibility: "public", componentIds: [cards.id], reminders: [1_440, 120] });
    for (const minutes of [1_440, 120, 60]) await workAt(start - minutes * MINUTE, { twice: true });
    expect(await told(cancelled.maintenanceId)).toEqual(["scheduled -2880", "cancelled -2820"]);
    expect(await told(edited.maintenanceId)).toEqual(["scheduled -2880", "reminder -1440", "reminder -120"]);
  });
});

describe("a series", () => {
  const first = Date.UTC(2026, 10, 8, 1);
  const rowsOf = async (id: string) => (await database.db.read.select().from(maintenances).where(eq(maintenances.seriesId, id)).orderBy(asc(maintenances.occurrenceAt))).map(({ occurrenceAt, state }) => `${new Date(occurrenceAt ?? 0).toISOString().slice(0, 16)} ${state}`);

  test("is no more in the tables than is near, and goes on as time does", async () => {
    const { seriesId } = await aSeries(at(0));
    expect(await rowsOf(seriesId)).toEqual(["2026-11-08T01:00 scheduled"]);
    await workAt(first + 2 * HOUR, { twice: true });
    expect(await rowsOf(seriesId)).toEqual(["2026-11-08T01:00 completed", "2026-11-15T01:00 scheduled"]);
    await workAt(first + 14 * DAY, { twice: true });
    expect(await rowsOf(seriesId)).toEqual(["2026-11-08T01:00 completed", "2026-11-15T01:00 completed", "2026-11-22T01:00 in_progress", "2026-11-29T01:00 scheduled"]);
  });

  test("tells of its plan once, and reminds of each", async () => {
    const { seriesId } = await aSeries(at(0));
    await workAt(first + 7 * DAY - HOUR);
    const rows = await database.db.read.select().from(maintenances).where(eq(maintenances.seriesId, seriesId)).orderBy(asc(maintenances.occurrenceAt));
    const quiet = await database.db.read.select({ isQuiet: maintenanceUpdates.isQuiet }).from(maintenanceUpdates).innerJoin(maintenances, eq(maintenances.id, maintenanceUpdates.maintenanceId)).where(and(eq(maintenances.seriesId, seriesId), eq(maintenanceUpdates.kind, "scheduled"))).orderBy(asc(maintenances.occurrenceAt));
    expect(quiet.map((each) => each.isQuiet)).toEqual([false, true, true]);
    const [, second] = rows;
    expect(await database.db.read.select({ kind: maintenanceUpdates.kind }).from(maintenanceUpdates).where(and(eq(maintenanceUpdates.maintenanceId, second?.id ?? ""), eq(maintenanceUpdates.kind, "reminder")))).toHaveLength(1);
  });

  test("keeps the wall clock when clocks change", async () => {
    const { seriesId } = await aSeries(at(0), { scheduledFor: Date.UTC(2027, 2, 21, 1), scheduledUntil: Date.UTC(2027, 2, 21, 2) });
    const later = Date.UTC(2027, 2, 30);
    await planOccurrence(asStaff(database.db, jonas, Date.UTC(2027, 2, 20)), { id: seriesId, at: Date.UTC(2027, 3, 4, 0) });
    await workAt(later);
    // On 28 March two o'clock does not exist in Berlin: no occurrence, by RFC 5545.
    expect(await rowsOf(seriesId)).toEqual(["2027-03-21T01:00 completed", "2027-04-04T00:00 scheduled"]);
  });

  test("one occurrence is moved or cancelled alone, before it has come near", async () => {
    const { seriesId } = await aSeries(at(0));
    const far = first + 21 * DAY;
    const { code } = await planOccurrence(at(HOUR), { id: seriesId, at: far });
    const [row] = await database.db.read.select().from(maintenances).where(eq(maintenances.code, code));
    await cancelMaintenance(at(2 * HOUR), { maintenanceId: row?.id ?? "", baseVersion: 1 });
    await workAt(far);
    expect((await rowsOf(seriesId))[3]).toBe("2026-11-29T01:00 cancelled");
    expect(await planOccurrence(at(HOUR), { id: seriesId, at: far })).toEqual({ code });
    await expect(planOccurrence(at(HOUR), { id: seriesId, at: far + DAY })).rejects.toMatchObject({ code: "not_found" });
  });

  test("changed from an occurrence on, what was planned is taken over or cancelled, and the rest follows the new rule", async () => {
    const { seriesId } = await aSeries(at(0), { reminders: [10 * 1_440] });
    const [before] = await database.db.read.select().from(maintenances).where(eq(maintenances.seriesId, seriesId));
    const second = first + 7 * DAY;
    const change = { seriesId, title: "Restart, every second week", body: "Restarts.", visibility: "public" as const, componentIds: [cards.id], scheduledFor: second, scheduledUntil: second + HOUR, timeZone: "Europe/Berlin", reminders: [60], from: second };
    const changed = await changeSeries(at(HOUR), { ...change, baseVersion: 1, rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU" });
    await workAt(second + 15 * DAY);
    expect(await rowsOf(seriesId)).toEqual(["2026-11-08T01:00 completed"]);
    expect(await rowsOf(changed.seriesId)).toEqual(["2026-11-15T01:00 completed", "2026-11-29T01:00 completed"]);
    expect(before?.title).toBe("Restart of the caches");
    expect((await database.db.read.select({ title: maintenances.title }).from(maintenances).where(eq(maintenances.seriesId, changed.seriesId)))[0]?.title).toBe("Restart, every second week");
    await expect(changeSeries(at(HOUR), { ...change, baseVersion: 1, rrule: "FREQ=DAILY" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("an occurrence that the new rule does not have is cancelled, and told", async () => {
    const { seriesId } = await aSeries(at(0));
    const friday = Date.UTC(2026, 10, 13, 1);
    await changeSeries(at(HOUR), { seriesId, baseVersion: 1, from: first, title: "Restart", body: "Restarts.", visibility: "public", scheduledFor: friday, scheduledUntil: friday + HOUR, timeZone: "Europe/Berlin", rrule: "FREQ=WEEKLY;BYDAY=FR" });
    expect(await rowsOf(seriesId)).toEqual(["2026-11-08T01:00 cancelled"]);
  });

  test("ended, it makes nothing more, and takes along what was planned if that is said", async () => {
    const [kept, dropped] = [await aSeries(at(0)), await aSeries(at(0), { acceptsOverlap: true })];
    await endSeries(at(HOUR), { id: kept.seriesId, version: 1, cancelsPlanned: false });
    await endSeries(at(HOUR), { id: dropped.seriesId, version: 1, cancelsPlanned: true });
    await workAt(first + 30 * DAY, { twice: true });
    expect(await rowsOf(kept.seriesId)).toEqual(["2026-11-08T01:00 completed"]);
    expect(await rowsOf(dropped.seriesId)).toEqual(["2026-11-08T01:00 cancelled"]);
  });

  test("asks its customers about each, before it is due", async () => {
    const { seriesId } = await aSeries(at(0), { visibility: "selected", customerIds: [acme.id], asksUntil: first - DAY });
    await workAt(first + HOUR);
    const rows = await database.db.read.select({ asksUntil: maintenances.asksUntil }).from(maintenances).where(eq(maintenances.seriesId, seriesId)).orderBy(asc(maintenances.occurrenceAt));
    expect(rows.map((row) => row.asksUntil)).toEqual([first - DAY, first + 6 * DAY]);
  });

  test.each([["every second", "FREQ=SECONDLY"], ["no day at all", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], ["nothing", "FREQ="], ["sooner than the work is over", "FREQ=DAILY"]])("a rule of %s is refused with the reason", async (_, rrule) => {
    const long = { scheduledFor: first, scheduledUntil: first + 25 * HOUR, rrule, timeZone: "Europe/Berlin", title: "X", body: "X", visibility: "public" as const };
    await expect(scheduleSeries(at(0), long)).rejects.toMatchObject({ code: "invalid", fields: { rrule: expect.any(String) } });
    expect(await database.db.read.$count(maintenances)).toBe(0);
  });
});

test("the component's state follows the clock", async () => {
  await aMaintenance(at(0));
  const state = async () => (await database.db.read.select({ state: components.state }).from(components).where(eq(components.id, cards.id)))[0]?.state;
  await workAt(start);
  expect(await state()).toBe("under_maintenance");
  await workAt(end);
  expect(await state()).toBe("operational");
});
