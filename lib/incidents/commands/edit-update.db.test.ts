import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { audienceRevisions, auditEntries } from "#db/schema/audit";
import { incidents, updateNotes, updateRevisions, updates } from "#db/schema/incidents";
import { outbox } from "#db/schema/outbox";
import { acme, addCast, globex, jonas, mira, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { anIncident } from "#lib/testing/incidents";
import { editUpdate } from "./edit-update.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));
const asMira = (after = 60_000) => asStaff(database.db, mira, testNow + after);
const revisionsOf = async () => Object.fromEntries((await database.db.read.select().from(audienceRevisions)).map((row) => [row.audience, row.revision]));
const selected = { visibility: "selected" as const, customerIds: [acme.id, globex.id], notes: [{ customerId: acme.id, body: "Your shop" }] };

test("an edit replaces the words, keeps what was said before, and notifies nobody", async () => {
  const { incidentId, updateId } = await anIncident(asMira(0));
  await editUpdate(asMira(), { updateId, baseRevision: 1, body: "About 1 in 9 payments is refused." });
  expect(await database.db.read.select().from(updates)).toMatchObject([{ body: "About 1 in 9 payments is refused.", revision: 2, occurredAt: testNow, recordedAt: testNow }]);
  expect(await database.db.read.select().from(updateRevisions)).toMatchObject([{ updateId, customerId: null, body: "About 1 in 8 card payments in Europe is refused.", replacedAt: testNow + 60_000, replacedBy: mira.id }]);
  expect(await database.db.read.select().from(incidents)).toMatchObject([{ version: 2, lastUpdateAt: testNow }]);
  expect((await database.db.read.select().from(auditEntries)).map((entry) => [entry.action, entry.entityId])).toContainEqual(["incident.update_edited", incidentId]);
  expect(await database.db.read.$count(outbox, eq(outbox.kind, "incident.update_posted"))).toBe(1);
});

test("editing one customer's note makes a new page for that customer only", async () => {
  const { updateId } = await anIncident(asMira(0), selected);
  const before = await revisionsOf();
  await editUpdate(asMira(), { updateId, baseRevision: 1, body: "About 1 in 8 card payments in Europe is refused.", notes: [{ customerId: acme.id, body: "Your shops" }] });
  expect(await revisionsOf()).toEqual({ ...before, staff: 2, [`customer:${acme.id}`]: 2 });
  expect(await database.db.read.select().from(updateRevisions)).toMatchObject([{ customerId: acme.id, body: "Your shop" }]);
});

test("a note can be added and taken away later; a note left out stays", async () => {
  const { updateId } = await anIncident(asMira(0), selected);
  const body = "About 1 in 8 card payments in Europe is refused.";
  await editUpdate(asMira(), { updateId, baseRevision: 1, body, notes: [{ customerId: globex.id, body: "Your bookings" }] });
  expect((await database.db.read.select().from(updateNotes)).map((note) => note.customerId).toSorted()).toEqual([acme.id, globex.id]);
  await editUpdate(asMira(), { updateId, baseRevision: 2, body, notes: [{ customerId: acme.id, body: "" }] });
  expect((await database.db.read.select().from(updateNotes)).map((note) => note.customerId)).toEqual([globex.id]);
});

test("an edit that changes nothing leaves no trace", async () => {
  const { updateId } = await anIncident(asMira(0));
  await editUpdate(asMira(), { updateId, baseRevision: 1, body: "About 1 in 8 card payments in Europe is refused." });
  expect(await database.db.read.$count(updateRevisions)).toBe(0);
});

test("a responder may not edit, the second of two editors is told, and neither leaves anything behind", async () => {
  const { updateId } = await anIncident(asMira(0));
  await expect(editUpdate(asStaff(database.db, jonas), { updateId, baseRevision: 1, body: "No" })).rejects.toMatchObject({ code: "forbidden" });
  await editUpdate(asMira(), { updateId, baseRevision: 1, body: "First" });
  await expect(editUpdate(asMira(), { updateId, baseRevision: 1, body: "Second" })).rejects.toMatchObject({ code: "conflict" });
  expect(await database.db.read.select().from(updates)).toMatchObject([{ body: "First" }]);
  expect(await database.db.read.$count(updateRevisions)).toBe(1);
});

test("a note for a customer that cannot see the incident is refused", async () => {
  const { updateId } = await anIncident(asMira(0), { visibility: "internal" });
  await expect(editUpdate(asMira(), { updateId, baseRevision: 1, body: "Same", notes: [{ customerId: acme.id, body: "Psst" }] })).rejects.toMatchObject({ code: "invalid" });
});
