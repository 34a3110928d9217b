import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { memberships } from "#db/schema/access";
import { deliveries } from "#db/schema/delivery";
import { maintenanceReplies } from "#db/schema/maintenance";
import { DAY, HOUR } from "#lib/core/time";
import { completeMaintenance, startMaintenance } from "#lib/maintenance/commands/progress";
import { moveMaintenance } from "#lib/maintenance/commands/change-times";
import { advanceMaintenance } from "#lib/maintenance/commands/due";
import { replyToMaintenance } from "#lib/maintenance/commands/reply";
import { acme, addCast, anna, ben, carla, globex, jonas, mira, priya, testNow, tom } from "#lib/testing/cast";
import { asMember, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { aMaintenance } from "#lib/testing/maintenances";
import { askDeciders, tellObjection, tellOverrun } from "./maintenance-mails.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const at = (ms = 0) => asStaff(database.db, jonas, testNow + ms);
const asksUntil = testNow + DAY;
const asked = () => aMaintenance(at(), { visibility: "selected", customerIds: [acme.id, globex.id], asksUntil });
const mails = async () => (await database.db.read.select({ to: deliveries.address, message: deliveries.message, customerId: deliveries.customerId }).from(deliveries)).toSorted((a, b) => ((a.to ?? "") < (b.to ?? "") ? -1 : 1));
const to = async () => (await mails()).map((mail) => mail.to);

describe("the question", () => {
  const ask = (maintenanceId: string, changes = {}) => askDeciders({ db: database.db, now: testNow + HOUR }, { maintenanceId, sequence: 0, asksUntil, kind: "first", ...changes });

  test("goes to the owners of each customer that is asked, once, with the way to answer", async () => {
    const { maintenanceId, code } = await asked();
    await ask(maintenanceId);
    await ask(maintenanceId);
    expect(await to()).toEqual([anna.email, carla.email]);
    const [first] = await mails();
    expect(first?.customerId).toBe(acme.id);
    expect(first?.message?.text).toContain(`/c/acme/maintenance/${code}/reply`);
    expect(JSON.stringify(first)).not.toMatch(/globex/i);
  });

  test("goes to the members where nobody owns the customer", async () => {
    await database.db.write((tx) => tx.delete(memberships).where(eq(memberships.personId, anna.id)));
    const { maintenanceId } = await asked();
    await ask(maintenanceId);
    expect(await to()).toEqual([ben.email, carla.email]);
  });

  test("is asked again only of who has not answered", async () => {
    const { maintenanceId, code } = await asked();
    await replyToMaintenance(asMember(database.db, ben), { code, sequence: 0, answer: "accept" });
    await ask(maintenanceId, { kind: "again" });
    expect(await to()).toEqual([carla.email]);
    expect((await mails())[0]?.message?.subject).toContain("Still to answer");
  });

  test("is not asked about times that were moved, nor once it is too late or begun", async () => {
    const { maintenanceId } = await asked();
    await askDeciders({ db: database.db, now: asksUntil }, { maintenanceId, sequence: 0, asksUntil, kind: "first" });
    await moveMaintenance(at(HOUR), { maintenanceId, baseVersion: 1, scheduledFor: testNow + 3 * DAY, scheduledUntil: testNow + 3 * DAY + HOUR, asksUntil });
    await ask(maintenanceId);
    await startMaintenance(at(2 * HOUR), { maintenanceId, baseVersion: 2 });
    await ask(maintenanceId, { sequence: 1 });
    expect(await to()).toEqual([]);
  });
});

test("an objection reaches everybody who may change the work, with the customer's words, unless it was taken back", async () => {
  const { code } = await asked();
  await replyToMaintenance(asMember(database.db, ben), { code, sequence: 0, answer: "object", comment: "We sell that night.", proposedFor: testNow + 5 * DAY });
  const [reply] = await database.db.read.select().from(maintenanceReplies);
  const payload = { replyId: reply?.id, repliedAt: testNow };
  await tellObjection({ db: database.db, now: testNow }, payload);
  await tellObjection({ db: database.db, now: testNow }, payload);
  expect(await to()).toEqual([jonas.email, mira.email, priya.email]);
  expect(await to()).not.toContain(tom.email);
  expect((await mails())[0]?.message?.text).toContain("We sell that night.");
  await database.db.write((tx) => tx.delete(deliveries));
  await replyToMaintenance(asMember(database.db, anna, testNow + 1), { code, sequence: 0, answer: "accept" });
  await tellObjection({ db: database.db, now: testNow }, payload);
  expect(await to()).toEqual([]);
});

test("a missed end reaches the team once, and not when it was completed meanwhile", async () => {
  const { maintenanceId } = await aMaintenance(at(), { completesItself: false, reminders: [] });
  await advanceMaintenance(at(3 * DAY), { maintenanceId, sequence: 0 });
  await tellOverrun({ db: database.db, now: testNow }, { maintenanceId });
  await tellOverrun({ db: database.db, now: testNow }, { maintenanceId });
  expect(await to()).toEqual([jonas.email, mira.email, priya.email]);
  await database.db.write((tx) => tx.delete(deliveries));
  await completeMaintenance(at(3 * DAY), { maintenanceId, baseVersion: 3 });
  await tellOverrun({ db: database.db, now: testNow }, { maintenanceId });
  expect(await to()).toEqual([]);
});
