import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { isPostgres } from "../lib/platform/env.ts";
import { startChild } from "../lib/testing/child.ts";
import { testDatabase } from "../lib/testing/database.ts";
import { openPostgres } from "./postgres.ts";
import { openDb, type Tx } from "./open.ts";
import { rateLimits } from "./schema/outbox.ts";

const database = testDatabase();

beforeEach(async () => {
  const rows = ["a", "b", "shared"].map((key) => ({ key, count: key === "shared" ? 0 : 1_000, resetAt: 1 }));
  await database.db.write(async (tx) => void (await tx.insert(rateLimits).values(rows)));
});

async function countOf(key: string, read = database.db.read): Promise<number> {
  const [row] = await read.select({ count: rateLimits.count }).from(rateLimits).where(eq(rateLimits.key, key));
  return row?.count ?? Number.NaN;
}

async function add(tx: Tx, change: { key: string; by: number }): Promise<void> {
  const before = await countOf(change.key, tx);
  await (Math.random() < 0.5 ? nextTurn() : sleep(Math.random() * 2));
  await tx.update(rateLimits).set({ count: before + change.by }).where(eq(rateLimits.key, change.key));
}

test("transfers that interleave, a third of them failing, never show or leave a torn sum", async () => {
  const { db } = database;
  let isRunning = true;
  const sums = new Set<number>();
  const watch = (async () => {
    while (isRunning) {
      const [row] = await db.read.rows<{ total: number }>(sql`select cast(sum(count) as bigint) as total from rate_limits`);
      sums.add(row?.total ?? Number.NaN);
      await nextTurn();
    }
  })();
  let failed = 0;
  const transfer = (i: number) =>
    db
      .write(async (tx) => {
        await add(tx, { key: "a", by: -1 });
        if (i % 3 === 0) throw new Error("no");
        await add(tx, { key: "b", by: 1 });
      })
      .catch(() => failed++);
  for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 12 }, (_, i) => transfer(i)));
  isRunning = false;
  await watch;
  expect([...sums]).toEqual([2_000]);
  expect([await countOf("a"), await countOf("b"), failed]).toEqual([960, 1_040, 20]);
});

test("no update is lost between transactions that read, think and write", async () => {
  let runs = 0;
  const increment = () => database.db.write(async (tx) => (runs++, add(tx, { key: "shared", by: 1 })));
  for (let round = 0; round < 6; round++) await Promise.all(Array.from({ length: 8 }, increment));
  expect(await countOf("shared")).toBe(48);
  // Only PostgreSQL lets them run side by side, so only there some must have been run again.
  expect(runs > 48).toBe(isPostgres);
});

test("of many that look first and then insert, one inserts", async () => {
  const { db } = database;
  const insertUnlessThere = async (tx: Tx) => {
    const [found] = await tx.select().from(rateLimits).where(eq(rateLimits.resetAt, 77));
    if (!found) await tx.insert(rateLimits).values({ key: `k${Math.random()}`, count: 0, resetAt: 77 });
  };
  await Promise.all(Array.from({ length: 20 }, () => db.write(insertUnlessThere)));
  const rows = await db.read.select().from(rateLimits).where(eq(rateLimits.resetAt, 77));
  expect(rows).toHaveLength(1);
});

test("locked rows are counted exactly and without running again", async () => {
  const { db } = database;
  let runs = 0;
  const increment = () =>
    db.write(
      async (tx) => {
        runs++;
        const [row] = await db.lock(tx.select({ count: rateLimits.count }).from(rateLimits).where(eq(rateLimits.key, "shared")));
        await nextTurn();
        await tx.update(rateLimits).set({ count: (row?.count ?? 0) + 1 }).where(eq(rateLimits.key, "shared"));
      },
      { lock: true },
    );
  await Promise.all(Array.from({ length: 40 }, increment));
  expect([await countOf("shared"), runs]).toEqual([40, 40]);
});

test("writers that also read do not wait for each other's connections", async () => {
  const db = isPostgres ? openPostgres(database.url, { max: 2 }) : database.db;
  const readInside = () =>
    db.write(async (tx) => {
      await tx.insert(rateLimits).values({ key: `k${Math.random()}`, count: 0, resetAt: 1 });
      await countOf("a", db.read);
      await db.write(async (nested) => void (await countOf("b", nested)));
    });
  await Promise.all(Array.from({ length: 12 }, readInside));
  expect(await db.read.$count(rateLimits)).toBe(15);
  if (db !== database.db) await db.close();
});

test("readers go on during a transaction, and see the state before it", async () => {
  const { db } = database;
  await db.write(async (tx) => {
    await tx.update(rateLimits).set({ count: 5 }).where(eq(rateLimits.key, "shared"));
    const other = openDb(database.url);
    expect(await countOf("shared", other.read)).toBe(0);
    await other.close();
  });
  expect(await countOf("shared")).toBe(5);
});

test("another process's transactions and ours lose nothing of each other", { timeout: 60_000 }, async () => {
  const child = startChild("counter.ts", { url: database.url, args: [20, 20] });
  await child.message();
  let mine = 0;
  let isDone = false;
  const finished = child.message().finally(() => (isDone = true));
  finished.catch(() => {});
  while (!isDone) {
    await database.db.write(async (tx) => {
      await add(tx, { key: "shared", by: 1 });
      await sleep(Math.random() * 5);
    });
    mine++;
    await sleep(Math.random() * 80);
  }
  await finished;
  expect(await countOf("shared")).toBe(20 + mine);
  expect(mine).toBeGreaterThan(0);
});

test("another process's transaction is waited for while this one's event loop turns", { timeout: 60_000 }, async () => {
  const child = startChild("holder.ts", { url: database.url });
  await child.message();
  let isWritten = false;
  const write = database.db.write((tx) => add(tx, { key: "shared", by: 1 })).then(() => (isWritten = true));
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  expect(isWritten).toBe(false);
  // Only a loop that turns can say this: SQLite's own wait would hold it until it gives up.
  child.send("go on");
  await child.message();
  await write;
  expect(await countOf("shared")).toBe(2);
});

test("busy writers leave the event loop its turns", async () => {
  const { db } = database;
  let isRunning = true;
  let written = 0;
  const spin = async () => {
    while (isRunning) {
      await db.write(async (tx) => void (await tx.select().from(rateLimits)), { lock: true });
      written++;
    }
  };
  const writers = Array.from({ length: 20 }, spin);
  // A timer never comes to its turn where writers hand on to each other without one.
  await sleep(100);
  isRunning = false;
  await Promise.all(writers);
  expect(written).toBeGreaterThan(0);
});
