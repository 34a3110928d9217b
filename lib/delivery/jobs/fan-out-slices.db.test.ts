import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import { openIncident } from "#lib/incidents/commands/open-incident";
import { postUpdate } from "#lib/incidents/commands/post-update";
import { addCast, cards, jonas, testNow } from "#lib/testing/cast";
import { asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { fanOut } from "./fan-out.ts";

const database = testDatabase();

beforeEach(() => addCast(database.db));

describe("words", () => {
  test("are stored once an audience and zone, however many read them and however often it is fanned out", async () => {
    await addStrangers(6);
    const { updateId } = await open();
    await fanOut({ db: database.db, now: testNow, sliceSize: 2 }, { updateId });
    await fanOut({ db: database.db, now: testNow, sliceSize: 4 }, { updateId });
    const stored = await database.db.read.select({ customerId: deliveryRenditions.customerId, timeZone: deliveryRenditions.timeZone }).from(deliveryRenditions).orderBy(deliveryRenditions.timeZone);
    expect(stored).toEqual([{ customerId: null, timeZone: "Europe/Berlin" }, { customerId: null, timeZone: "UTC" }]);
    expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(6);
  });

  test("whoever changes zone in the middle of a fan-out is not left out", async () => {
    await addStrangers(4);
    const { updateId } = await open();
    let isFirst = true;
    const onStep = async (step: string) => {
      if (step !== "slice queued" || !isFirst) return;
      isFirst = false;
      await database.db.write((tx) => tx.update(subscribers).set({ timeZone: "Asia/Tokyo" }).where(eq(subscribers.id, "sub_3")));
    };
    await fanOut({ db: database.db, now: testNow, sliceSize: 2, onStep }, { updateId });
    expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(4);
  });
});

test("an update posted while an older one is fanned out stops that, and nothing of the older one is left to be sent", async () => {
  await addStrangers(6);
  const first = await open();
  const newer: { updateId?: string } = {};
  const onStep = async (step: string) => {
    if (step !== "slice queued" || newer.updateId) return;
    const posted = await postUpdate(asStaff(database.db, jonas, testNow + 60_000), { incidentId: first.incidentId, baseVersion: first.version, state: "resolved", body: "All well again." });
    newer.updateId = posted.updateId;
  };
  await fanOut({ db: database.db, now: testNow, sliceSize: 2, onStep }, { updateId: first.updateId });
  expect(await database.db.read.select({ id: deliveries.id }).from(deliveries)).toHaveLength(2);
  await fanOut({ db: database.db, now: testNow, sliceSize: 2 }, { updateId: newer.updateId });
  const rows = await database.db.read.select({ updateId: deliveries.postId, state: deliveries.state }).from(deliveries);
  expect(rows.filter((row) => row.updateId === first.updateId).map((row) => row.state)).toEqual(["superseded", "superseded"]);
  expect(rows.filter((row) => row.updateId === newer.updateId).map((row) => row.state)).toEqual(Array.from({ length: 6 }, () => "queued"));
});

function open() {
  return openIncident(asStaff(database.db, jonas), { title: "Card payments are failing", state: "investigating", body: "About 1 in 8 attempts fails.", visibility: "public", components: [{ componentId: cards.id, state: "partial_outage" }] });
}

async function addStrangers(count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  await database.db.write(async (tx) => {
    await tx.insert(subscribers).values(numbers.map((index) => ({ id: `sub_${index}`, email: `reader${index}@readers.example`, identity: `sub_${index}`, state: "active" as const, timeZone: index % 2 === 0 ? "UTC" : "Europe/Berlin", createdAt: 1 })));
    await tx.insert(subscriptions).values(numbers.map((index) => ({ id: `scr_${index}`, subscriberId: `sub_${index}`, scope: "everything" as const, createdAt: 1 })));
  });
}
