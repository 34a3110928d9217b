import { expect, test, vi } from "vitest";
import { settings } from "#db/schema/outbox";
import { testNow } from "#lib/testing/cast";
import { asPublic } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { getHealth } from "./queries.ts";

const database = testDatabase();

test("a migrated database with a beating worker is well", async () => {
  expect(await getHealth(asPublic(database.db))).toEqual({ database: "ok", migrations: "current", worker: "never_seen", workerAgeMs: null });
  await database.db.write((tx) => tx.insert(settings).values({ key: "worker.heartbeat", value: {}, updatedAt: testNow - 5_000 }));
  expect(await getHealth(asPublic(database.db))).toMatchObject({ worker: "ok", workerAgeMs: 5_000 });
});

test("a database that does not answer is an answer", async () => {
  const unplugged = new Proxy(database.db.read, { get: (read, key) => (key === "rows" ? () => Promise.reject(new Error("connection refused")) : Reflect.get(read, key)) });
  const silent = new Proxy(asPublic(database.db), { get: (ctx, key) => (key === "read" ? unplugged : Reflect.get(ctx, key)) });
  expect(await getHealth(silent)).toEqual({ database: "unreachable", migrations: "unknown", worker: "unknown", workerAgeMs: null });
});

test("a database that keeps a question waiting is unreachable after two seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const waiting = new Proxy(database.db.read, { get: (read, key) => (key === "rows" ? () => new Promise(() => {}) : Reflect.get(read, key)) });
    const slow = new Proxy(asPublic(database.db), { get: (ctx, key) => (key === "read" ? waiting : Reflect.get(ctx, key)) });
    const health = getHealth(slow);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await health).toMatchObject({ database: "unreachable" });
  } finally {
    vi.useRealTimers();
  }
});
