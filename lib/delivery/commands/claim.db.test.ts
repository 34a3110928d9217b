import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { incidents, updates } from "#db/schema/incidents";
import { subscribers } from "#db/schema/subscriptions";
import type { DeliveryKind, FrozenMessage } from "#lib/delivery/terms";
import { now as realNow } from "#lib/platform/clock";
import { testDatabase } from "#lib/testing/database";
import { findOldestDue } from "../queries/ledger.ts";
import { laneOf } from "../rules/lane.ts";
import { claimBatch } from "./claim.ts";
import { queuePersonalMail } from "./queue.ts";

const database = testDatabase();
const minute = 60_000;
const letter = { from: "status@northlight.example", subject: "x", html: "x", text: "x", headers: {} };

beforeEach(async () => {
  for (const name of ["a", "b", "c", "d", "e"]) await addIncident(name);
});

describe("incidents take turns", () => {
  test("an update to many holds back none to few: each gets its share of a batch, and what one leaves goes to the others", async () => {
    await queueUpdate("a", 40);
    await queueUpdate("b", 3);
    expect(await claimed(20)).toEqual({ a: 17, b: 3 });
    expect(await claimed(20)).toEqual({ a: 20 });
  });

  test("with many waiting in several, each gets as much as the others", async () => {
    for (const name of ["a", "b", "c"]) await queueUpdate(name, 20);
    expect(await claimed(30)).toEqual({ a: 10, b: 10, c: 10 });
  });

  test("where a batch cannot hold all, the turn decides, and none is always left out", async () => {
    for (const name of ["a", "b", "c"]) await queueUpdate(name, 3);
    expect(await claimed(1, 0)).toEqual({ a: 1 });
    expect(await claimed(1, 0.4)).toEqual({ b: 1 });
    expect(await claimed(1, 0.99)).toEqual({ c: 1 });
  });
});

describe("priorities", () => {
  test("a sign-in link goes first, alone, whatever is queued", async () => {
    await queueUpdate("a", 5);
    await queuePersonal("anna@acme.example");
    expect(await claimed(10)).toEqual({ personal: 1 });
    expect(await claimed(10)).toEqual({ a: 5 });
  });

  test("what can wait gets only the room that outages leave", async () => {
    await queueUpdate("a", 12);
    await queueUpdate("b", 2);
    await queueUpdate("c", 9, "maintenance_update");
    expect(await claimed(10)).toEqual({ a: 8, b: 2 });
    expect(await claimed(10)).toEqual({ a: 4, c: 6 });
    expect(await claimed(10)).toEqual({ c: 3 });
  });
});

describe("what must wait", () => {
  test("a newer update to a reader waits for the older one in hand, and stands in nobody's way", async () => {
    await queueUpdate("a", 6);
    const older = await claimBatch(database.db, { channel: "email", limit: 5, leaseMs: minute, isIdempotent: true, now: realNow(), turn: 0 });
    await queueUpdate("a", 8, "incident_update", "upd_a2");
    // Ten of them: the sixth of the older update, then those of the newer one whose readers have nothing in hand.
    const next = await claimBatch(database.db, { channel: "email", limit: 4, leaseMs: minute, isIdempotent: true, now: realNow(), turn: 0 });
    const inHand = new Set(await readersOf(older));
    const nextReaders = await readersOf(next);
    expect(nextReaders.length).toBeGreaterThan(0);
    expect(nextReaders.filter((id) => inHand.has(id))).toEqual([]);
  });

  test("however many wait in front, the first that may go is found", async () => {
    await queueUpdate("a", 12);
    await claimBatch(database.db, { channel: "email", limit: 12, leaseMs: minute, isIdempotent: true, now: realNow() });
    await queueUpdate("a", 13, "incident_update", "upd_a2");
    const next = await claimBatch(database.db, { channel: "email", limit: 2, leaseMs: minute, isIdempotent: true, now: realNow() });
    expect(await readersOf(next)).toEqual(["sub_a_12"]);
  });

  test("and is tried again once the older one has its end", async () => {
    await queueUpdate("a", 1);
    await claimBatch(database.db, { channel: "email", limit: 1, leaseMs: minute, isIdempotent: true, now: realNow() });
    await queueUpdate("a", 1, "incident_update", "upd_a2");
    expect(await claimed(5)).toEqual({});
    await database.db.write((tx) => tx.update(deliveries).set({ state: "sent" }).where(eq(deliveries.postId, "upd_a")));
    await database.db.write((tx) => tx.update(deliveries).set({ dueAt: 1 }).where(eq(deliveries.postId, "upd_a2")));
    expect(await claimed(5)).toEqual({ a: 1 });
  });
});

test("the age of the queue is that of what waits longest, in hand or not", async () => {
  expect(await findOldestDue(database.db.read, realNow())).toBeNull();
  await queueUpdate("a", 2);
  const [oldest] = await database.db.read.select({ dueAt: deliveries.dueAt }).from(deliveries).orderBy(deliveries.dueAt);
  expect(await findOldestDue(database.db.read, realNow())).toBe(oldest?.dueAt);
  await claimBatch(database.db, { channel: "email", limit: 5, leaseMs: minute, isIdempotent: true, now: realNow() });
  expect(await findOldestDue(database.db.read, realNow())).toBeNull();
  expect(await findOldestDue(database.db.read, realNow() + 2 * minute)).not.toBeNull();
});

test("an update that an earlier version queued with its whole message still leaves as it was", async () => {
  const message: FrozenMessage = { to: "reader@acme.example", ...letter, subject: "queued before" };
  await addReader("a", 0);
  await database.db.write((tx) =>
    tx.insert(deliveries).values({ id: "dlv_old", kind: "incident_update", channel: "email", postId: "upd_a", storyId: "inc_a", subscriberId: "sub_a_0", address: message.to, state: "queued", dedupeKey: "old", message, dueAt: 1, createdAt: 1 }),
  );
  const batch = await claimBatch(database.db, { channel: "email", limit: 5, leaseMs: minute, isIdempotent: true, now: realNow() });
  expect(batch?.deliveries.map((each) => each.message)).toEqual([message]);
});

async function claimed(limit: number, turn = 0): Promise<Record<string, number>> {
  const batch = await claimBatch(database.db, { channel: "email", limit, leaseMs: minute, isIdempotent: true, now: realNow(), turn });
  const names = await Promise.all((batch?.deliveries ?? []).map(async ({ id }) => (await row(id))?.storyId?.replace("inc_", "") ?? "personal"));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((each) => each === name).length]));
}

async function readersOf(batch: Awaited<ReturnType<typeof claimBatch>>): Promise<string[]> {
  return Promise.all((batch?.deliveries ?? []).map(async ({ id }) => (await row(id))?.subscriberId ?? ""));
}

async function row(id: string) {
  const [found] = await database.db.read.select().from(deliveries).where(eq(deliveries.id, id));
  return found;
}

async function addIncident(name: string) {
  const incident = { id: `inc_${name}`, code: `code-${name}`, title: name, visibility: "public", state: "investigating", impact: "minor", startedAt: 1, lastUpdateAt: 1, createdAt: 1 } as const;
  await database.db.write(async (tx) => {
    await tx.insert(incidents).values(incident);
    for (const id of [`upd_${name}`, `upd_${name}2`]) {
      await tx.insert(updates).values({ id, incidentId: incident.id, state: "investigating", body: "x", occurredAt: 1, recordedAt: 1 });
      await tx.insert(deliveryRenditions).values({ id: `rnd_${id}`, postId: id, timeZone: "UTC", letter, createdAt: 1 });
    }
  });
}

async function addReader(name: string, index: number) {
  const id = `sub_${name}_${index}`;
  await database.db.write((tx) => tx.insert(subscribers).values({ id, email: `${id}@acme.example`, identity: id, state: "active", timeZone: "UTC", createdAt: 1 }).onConflictDoNothing());
}

async function queueUpdate(name: string, count: number, kind: DeliveryKind = "incident_update", updateId = `upd_${name}`) {
  for (let index = 0; index < count; index++) {
    await addReader(name, index);
    const subscriberId = `sub_${name}_${index}`;
    const id = `dlv_${updateId}_${String(index).padStart(3, "0")}`;
    const lane = laneOf(kind, `inc_${name}`);
    await database.db.write((tx) =>
      tx.insert(deliveries).values({ id, kind, channel: "email", postId: updateId, storyId: `inc_${name}`, subscriberId, address: `${subscriberId}@acme.example`, state: "queued", lane, dedupeKey: id, renditionId: `rnd_${updateId}`, linkVersion: 1, dueAt: 1_000, createdAt: 1_000 }),
    );
  }
}

async function queuePersonal(address: string) {
  await database.db.write((tx) => queuePersonalMail(tx, { address, message: { to: address, ...letter }, dedupeKey: address, now: 1_000 }));
}
