import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { claim, enqueue, extendLease, fail, finish, forgetDone, getBacklog, listDead, onEnqueued, replay } from "./outbox.ts";

const database = testDatabase();
const kinds = ["mail"];
const leaseMs = 60_000;
const now = 1_700_000_000_000;
const take = (limit = 10) => claim(database.db, { kinds, limit, leaseMs });
const names = (events: { payload: Record<string, unknown> }[]) => events.map((event) => event.payload.name);

async function put(name: string, event: { dueAt?: number; dedupeKey?: string; kind?: string } = {}) {
  await database.db.write((tx) => enqueue(tx, { kind: "mail", payload: { name }, ...event }, now));
}

/** The lease ends, as it would if time passed. */
const leaseEnds = () => database.db.write(async (tx) => void (await tx.rows(sql`update outbox set due_at = 1 where done_at is null`)));

test("an event is claimed once, in order, and only when due and of a known kind", async () => {
  await put("first");
  await put("second");
  await put("later", { dueAt: 9_999_999_999_999 });
  await put("foreign", { kind: "other" });
  expect(names((await take()).events)).toEqual(["first", "second"]);
  expect((await take()).events).toEqual([]);
});

test("an event of a transaction that is rolled back never was, and wakes nobody", async () => {
  let woken = 0;
  const silence = onEnqueued(() => woken++);
  const failing = database.db.write(async (tx) => {
    await enqueue(tx, { kind: "mail", payload: {} }, now);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect([(await take()).events, woken]).toEqual([[], 0]);
  await put("real");
  expect(woken).toBe(1);
  silence();
});

test("a second event with the same key is dropped, and only that", async () => {
  await put("one", { dedupeKey: "k" });
  await put("two", { dedupeKey: "k" });
  await put("three");
  expect(names((await take()).events)).toEqual(["one", "three"]);
});

test("after its lease an event goes to another worker, and the first one's answers count for nothing", async () => {
  await put("slow");
  const first = await take();
  const ids = first.events.map((event) => event.id);
  await leaseEnds();
  const second = await take();
  expect(second.events.map((event) => event.attempts)).toEqual([2]);
  expect(await finish(database.db, first.token, ids)).toEqual([]);
  expect(await extendLease(database.db, first.token, { ids, leaseMs })).toEqual([]);
  expect(await fail(database.db, first.token, { id: ids[0] ?? "", error: "late", isDead: true })).toBe(false);
  expect(await finish(database.db, second.token, ids)).toEqual(ids);
  expect(await finish(database.db, second.token, ids)).toEqual([]);
});

test("a failed event comes back after its delay, not before", async () => {
  await put("flaky");
  const { token, events } = await take();
  await fail(database.db, token, { id: events[0]?.id ?? "", error: "timeout", retryInMs: 60_000 });
  expect((await take()).events).toEqual([]);
  await leaseEnds();
  expect(names((await take()).events)).toEqual(["flaky"]);
});

test("a dead event is listed with its reason, is not claimed, and is replayed with all its attempts", async () => {
  await put("bad");
  const { token, events } = await take();
  const id = events[0]?.id ?? "";
  await fail(database.db, token, { id, error: "no such address", isDead: true });
  await leaseEnds();
  expect((await take()).events).toEqual([]);
  expect(await listDead(database.db.read, { limit: 10 })).toMatchObject([{ id, lastError: "no such address", attempts: 1 }]);
  expect(await getBacklog(database.db.read)).toEqual({ waiting: 0, oldestAt: null, dead: 1 });
  expect(await database.db.write((tx) => replay(tx, id))).toBe(true);
  expect(await database.db.write((tx) => replay(tx, id))).toBe(false);
  expect((await take()).events).toMatchObject([{ id, attempts: 1 }]);
});

test("only what is done and old is forgotten", async () => {
  await put("done");
  const { token, events } = await take();
  await finish(database.db, token, events.map((event) => event.id));
  await put("open");
  expect(await forgetDone(database.db, { before: now, limit: 10 })).toBe(0);
  expect(await forgetDone(database.db, { before: 9_999_999_999_999, limit: 10 })).toBe(1);
  expect(await getBacklog(database.db.read)).toEqual({ waiting: 1, oldestAt: now, dead: 0 });
});

test("ten claims at once share the events without overlap", async () => {
  for (let i = 0; i < 30; i++) await put(`event ${i}`);
  const claims = await Promise.all(Array.from({ length: 10 }, () => take(4)));
  const taken = claims.flatMap((one) => names(one.events));
  expect(taken).toHaveLength(30);
  expect(new Set(taken).size).toBe(30);
});
