import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit";
import { components } from "#db/schema/catalog";
import { impactIntervals } from "#db/schema/incidents";
import { maintenanceReplies, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import { outbox } from "#db/schema/outbox";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { acme, acmeGateway, addCast, anna, ben, cards, carla, globex, jonas, mira, payouts, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident, anUpdate } from "#lib/testing/incidents";
import { aMaintenance, maintenanceOf } from "#lib/testing/maintenances";
import { countersRaisedBy } from "#lib/testing/revisions";
import { extendMaintenance, moveMaintenance } from "./change-times.ts";
import { editMaintenance } from "./edit.ts";
import { cancelMaintenance, completeMaintenance, postMaintenanceNote, startMaintenance, verifyMaintenance } from "./progress.ts";
import { replyToMaintenance } from "./reply.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (ms: number) => asStaff(database.db, jonas, testNow + ms);
const rowOf = (id: string) => maintenanceOf(database.db, id);
const updatesOf = (id: string) => database.db.read.select().from(maintenanceUpdates).where(eq(maintenanceUpdates.maintenanceId, id)).orderBy(asc(maintenanceUpdates.recordedAt), asc(maintenanceUpdates.id));
const stateOf = async (id: string) => (await database.db.read.select({ state: components.state }).from(components).where(eq(components.id, id)))[0]?.state;
const eventsOf = async (kind: string) => (await database.db.read.select({ kind: outbox.kind, payload: outbox.payload, dueAt: outbox.dueAt }).from(outbox)).filter((event) => event.kind === kind);
const countAll = async () => Promise.all([maintenances, maintenanceUpdates, auditEntries, outbox, impactIntervals, maintenanceReplies].map((table) => database.db.read.$count(table)));
const start = testNow + 2 * DAY;

describe("planning", () => {
  test("writes the work, its first words, audit row, event and the events at its times together", async () => {
    const { maintenanceId, code } = await aMaintenance(at(0));
    expect(await rowOf(maintenanceId)).toMatchObject({ code, state: "scheduled", sequence: 0, version: 1, createdBy: jonas.id });
    const [told] = await updatesOf(maintenanceId);
    expect(told).toMatchObject({ kind: "scheduled", body: "Card payments may take a second longer.", authorId: jonas.id, isQuiet: false });
    expect(await eventsOf("maintenance.update_posted")).toMatchObject([{ payload: { maintenanceId, updateId: told?.id } }]);
    expect((await eventsOf("maintenance.time_due")).map((event) => event.dueAt)).toEqual([start, start + HOUR]);
    expect((await eventsOf("maintenance.reminder_due")).map((event) => event.dueAt)).toEqual([start - DAY, start - HOUR]);
    expect(await database.db.read.select().from(auditEntries)).toMatchObject([{ action: "maintenance.scheduled", entityId: maintenanceId }]);
  });

  test("is refused without the permission and leaves nothing behind", async () => {
    const before = await countAll();
    await expect(aMaintenance(asStaff(database.db, tom))).rejects.toMatchObject({ code: "forbidden" });
    await expect(aMaintenance(asMember(database.db, anna))).rejects.toMatchObject({ code: "forbidden" });
    expect(await countAll()).toEqual(before);
  });

  test.each([
    ["an end before the start", { scheduledUntil: start - 1 }, "ends"],
    ["a time that has passed", { scheduledFor: testNow - DAY, scheduledUntil: testNow - HOUR }, "ends"],
    ["more than a month", { scheduledUntil: start + 32 * DAY }, "ends"],
    ["nobody selected", { visibility: "selected" as const }, "customers"],
    ["affected customers where nobody uses what it touches", { visibility: "affected" as const, componentIds: [] }, "visibility"],
    ["an unknown component", { componentIds: ["cmp_gone"] }, "component:cmp_gone"],
    ["an empty text", { body: " " }, "body"],
    ["an empty title", { title: "" }, "title"],
    ["a question that ends after the start", { asksUntil: start }, "asks"],
    ["a question that nobody could answer", { asksUntil: testNow + DAY, visibility: "internal" as const }, "asks"],
    ["too many reminders", { reminders: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, "reminders"],
  ])("refuses %s under its field and leaves nothing behind", async (_, changes, field) => {
    const before = await countAll();
    await expect(aMaintenance(at(0), changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
    expect(await countAll()).toEqual(before);
  });

  test("warns of other work on the same component at the same time, and goes on when that is meant", async () => {
    await aMaintenance(at(0));
    const overlapping = { title: "Another", scheduledFor: start + 30 * MINUTE, scheduledUntil: start + 2 * HOUR };
    await expect(aMaintenance(at(0), overlapping)).rejects.toMatchObject({ fields: { acceptsOverlap: expect.stringContaining("Upgrade of the card database") } });
    await aMaintenance(at(0), { ...overlapping, acceptsOverlap: true });
    await aMaintenance(at(0), { ...overlapping, componentIds: [payouts.id] });
    await aMaintenance(at(0), { scheduledFor: start + 2 * HOUR, scheduledUntil: start + 3 * HOUR });
    expect(await database.db.read.$count(maintenances)).toBe(4);
  });

  test("makes new pages exactly for those who see it", async () => {
    expect(await countersRaisedBy(database.db, () => aMaintenance(at(0), { visibility: "affected", componentIds: [acmeGateway.id] }))).toEqual([`customer:${acme.id}`, "staff"]);
    expect(await countersRaisedBy(database.db, () => aMaintenance(at(0), { visibility: "selected", customerIds: [globex.id], acceptsOverlap: true }))).toEqual([`customer:${globex.id}`, "staff"]);
    expect(await countersRaisedBy(database.db, () => aMaintenance(at(0), { visibility: "internal", acceptsOverlap: true }))).toEqual(["staff"]);
  });
});

describe("the times", () => {
  const moved = (id: string, changes = {}) => moveMaintenance(at(HOUR), { maintenanceId: id, baseVersion: 1, scheduledFor: start + DAY, scheduledUntil: start + DAY + 2 * HOUR, body: "A partner asked for it.", ...changes });

  test("moving keeps the old times in an update, raises the sequence and sets every event anew", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await moved(maintenanceId);
    expect(await rowOf(maintenanceId)).toMatchObject({ scheduledFor: start + DAY, scheduledUntil: start + DAY + 2 * HOUR, sequence: 1, version: 2 });
    expect((await updatesOf(maintenanceId))[1]).toMatchObject({ kind: "moved", earlierFor: start, earlierUntil: start + HOUR, body: "A partner asked for it." });
    expect((await eventsOf("maintenance.time_due")).filter((event) => event.payload["sequence"] === 1).map((event) => event.dueAt)).toEqual([start + DAY, start + DAY + 2 * HOUR]);
  });

  test("what is told to nobody writes no event for delivery", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { tellsPlan: false });
    await moved(maintenanceId, { isQuiet: true });
    expect(await eventsOf("maintenance.update_posted")).toEqual([]);
    expect((await updatesOf(maintenanceId)).map((each) => each.isQuiet)).toEqual([true, true]);
  });

  test("of two people the second is told who was first, and writes nothing", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await moved(maintenanceId);
    await expect(moveMaintenance(asStaff(database.db, mira, testNow + 2 * HOUR), { maintenanceId, baseVersion: 1, scheduledFor: start, scheduledUntil: start + HOUR })).rejects.toMatchObject({ code: "conflict", fields: { version: expect.stringContaining("Jonas Lindqvist changed it (last written down: “Moved”") } });
    expect((await rowOf(maintenanceId)).sequence).toBe(1);
  });

  test("what is under way is extended, and what is not cannot be", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await expect(extendMaintenance(at(0), { maintenanceId, baseVersion: 1, scheduledUntil: start + 3 * HOUR })).rejects.toMatchObject({ code: "conflict" });
    await startMaintenance(at(2 * DAY), { maintenanceId, baseVersion: 1 });
    await expect(moved(maintenanceId, { baseVersion: 2 })).rejects.toMatchObject({ code: "conflict" });
    await extendMaintenance(at(2 * DAY + HOUR), { maintenanceId, baseVersion: 2, scheduledUntil: start + 3 * HOUR });
    expect(await rowOf(maintenanceId)).toMatchObject({ scheduledUntil: start + 3 * HOUR, sequence: 1 });
    expect((await updatesOf(maintenanceId)).at(-1)).toMatchObject({ kind: "extended", earlierUntil: start + HOUR, body: "The work takes longer than planned." });
  });
});

describe("while it lasts", () => {
  test("its components are under maintenance from its true start to its true end", async () => {
    const { maintenanceId } = await aMaintenance(at(0), { componentIds: [cards.id, payouts.id] });
    await startMaintenance(at(2 * DAY - 5 * MINUTE), { maintenanceId, baseVersion: 1 });
    expect([await stateOf(cards.id), await stateOf(payouts.id)]).toEqual(["under_maintenance", "under_maintenance"]);
    await verifyMaintenance(at(2 * DAY + 20 * MINUTE), { maintenanceId, baseVersion: 2 });
    await completeMaintenance(at(2 * DAY + 30 * MINUTE), { maintenanceId, baseVersion: 3 });
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "completed", startedAt: start - 5 * MINUTE, completedAt: start + 30 * MINUTE });
    expect(await database.db.read.select().from(impactIntervals)).toMatchObject(Array.from({ length: 2 }, () => ({ maintenanceId, state: "under_maintenance", from: start - 5 * MINUTE, until: start + 30 * MINUTE })));
    expect([await stateOf(cards.id), await stateOf(payouts.id)]).toEqual(["operational", "operational"]);
  });

  test("an incident on the same component shows, and stays when the work is over", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await startMaintenance(at(2 * DAY), { maintenanceId, baseVersion: 1 });
    const { incidentId } = await anIncident(at(2 * DAY + MINUTE));
    expect(await stateOf(cards.id)).toBe("partial_outage");
    await completeMaintenance(at(2 * DAY + 2 * MINUTE), { maintenanceId, baseVersion: 2 });
    expect(await stateOf(cards.id)).toBe("partial_outage");
    await anUpdate(at(2 * DAY + 3 * MINUTE), { incidentId, baseVersion: 1, state: "resolved" });
    expect(await stateOf(cards.id)).toBe("operational");
  });

  test("an incident resolved meanwhile leaves the component under maintenance", async () => {
    const { incidentId } = await anIncident(at(0));
    const { maintenanceId } = await aMaintenance(at(0));
    await startMaintenance(at(2 * DAY), { maintenanceId, baseVersion: 1 });
    await anUpdate(at(2 * DAY + MINUTE), { incidentId, baseVersion: 1, state: "resolved" });
    expect(await stateOf(cards.id)).toBe("under_maintenance");
  });

  test("components added, taken away, or not to be set at all are followed at once", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await startMaintenance(at(2 * DAY), { maintenanceId, baseVersion: 1 });
    const edit = (ms: number, version: number, changes = {}) => editMaintenance(at(ms), { maintenanceId, baseVersion: version, title: "Upgrade", visibility: "public", componentIds: [payouts.id], ...changes });
    await edit(2 * DAY + MINUTE, 2);
    expect([await stateOf(cards.id), await stateOf(payouts.id)]).toEqual(["operational", "under_maintenance"]);
    await edit(2 * DAY + 2 * MINUTE, 3, { setsComponents: false });
    expect(await stateOf(payouts.id)).toBe("operational");
  });

  test("cancelled before its start it never touched anything, and can be nothing else any more", async () => {
    const { maintenanceId } = await aMaintenance(at(0));
    await cancelMaintenance(at(HOUR), { maintenanceId, baseVersion: 1, body: "" });
    expect(await rowOf(maintenanceId)).toMatchObject({ state: "cancelled", cancelledAt: testNow + HOUR, sequence: 1 });
    expect(await database.db.read.$count(impactIntervals)).toBe(0);
    for (const again of [startMaintenance, cancelMaintenance, completeMaintenance]) await expect(again(at(DAY), { maintenanceId, baseVersion: 2 })).rejects.toMatchObject({ code: "conflict", sentence: "This work was cancelled." });
  });

  test("every verb is refused without the permission and leaves nothing behind", async () => {
    const { maintenanceId, code } = await aMaintenance(at(0), { asksUntil: testNow + DAY });
    const before = await countAll();
    const change = { maintenanceId, baseVersion: 1 };
    for (const ctx of [asStaff(database.db, tom), asMember(database.db, anna)]) {
      for (const verb of [startMaintenance, verifyMaintenance, completeMaintenance, cancelMaintenance]) await expect(verb(ctx, change)).rejects.toMatchObject({ code: "forbidden" });
      await expect(postMaintenanceNote(ctx, { ...change, body: "Hello" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(moveMaintenance(ctx, { ...change, scheduledFor: start + 1, scheduledUntil: start + HOUR })).rejects.toMatchObject({ code: "forbidden" });
      await expect(extendMaintenance(ctx, { ...change, scheduledUntil: start + DAY })).rejects.toMatchObject({ code: "forbidden" });
      await expect(editMaintenance(ctx, { ...change, title: "X", visibility: "public" })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(replyToMaintenance(asStaff(database.db, mira), { code, sequence: 0, answer: "accept" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await countAll()).toEqual(before);
  });
});

describe("accept or object", () => {
  const asked = () => aMaintenance(at(0), { visibility: "selected", customerIds: [acme.id], asksUntil: testNow + DAY });
  const replies = () => database.db.read.select().from(maintenanceReplies);
  const reply = (code: string, changes = {}) => replyToMaintenance(asMember(database.db, ben, testNow + HOUR), { code, sequence: 0, answer: "object", comment: "We sell that night.", proposedFor: start + 7 * DAY, ...changes });

  test("the last word of a customer counts, and the earlier one is in the audit", async () => {
    const { code, maintenanceId } = await asked();
    await reply(code);
    await replyToMaintenance(asMember(database.db, anna, testNow + 2 * HOUR), { code, sequence: 0, answer: "accept" });
    expect(await replies()).toMatchObject([{ maintenanceId, customerId: acme.id, personId: anna.id, answer: "accept", comment: "", proposedFor: null }]);
    const audit = (await database.db.read.select().from(auditEntries)).filter((entry) => entry.customerId === acme.id);
    expect(audit.map((entry) => entry.action).toSorted()).toEqual(["maintenance.accepted", "maintenance.objected"]);
    expect(audit.find((entry) => entry.action === "maintenance.accepted")?.before).toMatchObject({ answer: "object", comment: "We sell that night." });
  });

  test("moving asks again, and an answer to the old times is refused", async () => {
    const { code, maintenanceId } = await asked();
    await reply(code);
    await moveMaintenance(at(2 * HOUR), { maintenanceId, baseVersion: 1, scheduledFor: start + 7 * DAY, scheduledUntil: start + 7 * DAY + HOUR, asksUntil: testNow + 3 * DAY });
    await expect(reply(code)).rejects.toMatchObject({ code: "conflict", sentence: expect.stringContaining("changed meanwhile") });
    await reply(code, { sequence: 1, answer: "accept" });
    expect((await replies()).map(({ sequence, answer }) => `${sequence} ${answer}`).toSorted()).toEqual(["0 object", "1 accept"]);
  });

  test("who may not see it finds nothing, who is not asked and who is late are told so", async () => {
    const { code } = await asked();
    await expect(replyToMaintenance(asMember(database.db, carla), { code, sequence: 0, answer: "accept" })).rejects.toMatchObject({ code: "not_found" });
    await expect(replyToMaintenance(asMember(database.db, ben, testNow + DAY), { code, sequence: 0, answer: "accept" })).rejects.toMatchObject({ code: "conflict" });
    const open = await aMaintenance(at(0), { componentIds: [payouts.id], asksUntil: testNow + DAY });
    await expect(replyToMaintenance(asMember(database.db, carla), { code: open.code, sequence: 0, answer: "accept" })).rejects.toMatchObject({ code: "conflict", sentence: "No answer is asked for this work." });
    expect(await replies()).toEqual([]);
  });

  test.each([["a time that has passed", { proposedFor: testNow }, "starts"], ["an end alone", { proposedFor: null, proposedUntil: start + DAY }, "starts"], ["an end before its start", { proposedFor: start + DAY, proposedUntil: start }, "ends"]])("a proposal of %s is refused under its field", async (_, changes, field) => {
    const { code } = await asked();
    await expect(reply(code, changes)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  });
});
