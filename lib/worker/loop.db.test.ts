import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { nowMs } from "#db/dialect";
import type { Db } from "#db/open";
import { outbox } from "#db/schema/outbox";
import { claim, enqueue, getBacklog, listDead } from "../platform/outbox.ts";
import { Permanent, RetryLater } from "../platform/retry.ts";
import { testDatabase } from "../testing/database.ts";
import { type FailureReport, type Handlers, runDue, startWorker, type Worker, type WorkerOptions } from "./loop.ts";

const database = testDatabase();
const hour = 3_600_000;
const workers: Worker[] = [];
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop())));

function start(handlers: Handlers, options: Partial<WorkerOptions> = {}): Worker {
  const worker = startWorker({ db: database.db, handlers, pollMs: hour, ...options });
  workers.push(worker);
  return worker;
}

const put = (kind = "job") => database.db.write((tx) => enqueue(tx, { kind, payload: {} }, 1_700_000_000_000));
const queued = async () => (await database.db.read.select().from(outbox))[0];
const makeDue = () => database.db.write(async (tx) => void (await tx.update(outbox).set({ dueAt: 1 })));

test("an event runs as soon as its transaction is committed, long before the next poll", async () => {
  const ran = Promise.withResolvers<string>();
  start({ job: async (event) => ran.resolve(event.kind) });
  await put();
  expect(await ran.promise).toBe("job");
});

test("stopping waits for what is in hand and takes nothing new", async () => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let runs = 0;
  const worker = start({ job: async () => (runs++, begun.resolve(), release.promise) });
  await put();
  await begun.promise;
  let isStopped = false;
  const stopped = worker.stop().then(() => (isStopped = true));
  await put();
  expect(isStopped).toBe(false);
  release.resolve();
  await stopped;
  expect(runs).toBe(1);
  expect(await getBacklog(database.db.read)).toMatchObject({ waiting: 1 });
});

test("a failure is tried again later, with its reason kept", async () => {
  const reports: FailureReport[] = [];
  const run = () => runDue({ db: database.db, handlers: { job: () => Promise.reject(new Error("timeout")) }, onFailure: (report) => reports.push(report) });
  await put();
  expect(await run()).toBeGreaterThanOrEqual(1);
  expect(reports[0]).toMatchObject({ isDead: false, event: { attempts: 1 } });
  expect(await queued()).toMatchObject({ lastError: "timeout", doneAt: null, deadAt: null, token: null });
});

test("what can never succeed is dead at once, and what failed too often as well", async () => {
  await put();
  await runDue({ db: database.db, handlers: { job: () => Promise.reject(new Permanent("no such address")) } });
  await put("other");
  for (let attempt = 1; attempt <= 3; attempt++) {
    await runDue({ db: database.db, handlers: { other: () => Promise.reject(new RetryLater("busy", hour)) }, maxAttempts: 3 });
    if (attempt < 3) await makeDue();
  }
  const dead = await listDead(database.db.read, { limit: 10 });
  expect(dead.map((event) => [event.lastError, event.attempts]).sort()).toEqual([["busy", 3], ["no such address", 1]]);
});

test("who says when to come back is asked then", async () => {
  await put();
  await runDue({ db: database.db, handlers: { job: () => Promise.reject(new RetryLater("429", hour)) } });
  const [row] = await database.db.read.rows<{ wait: number }>(sql`select due_at - ${nowMs} as wait from outbox`);
  expect(Math.abs((row?.wait ?? 0) - hour)).toBeLessThan(60_000);
});

test("an event that ended the process each time is given up without running again", async () => {
  await put();
  for (let crash = 0; crash < 3; crash++) {
    await claim(database.db, { kinds: ["job"], limit: 1, leaseMs: hour });
    await makeDue();
  }
  let runs = 0;
  await runDue({ db: database.db, handlers: { job: async () => void runs++ }, maxAttempts: 3 });
  expect(runs).toBe(0);
  expect(await listDead(database.db.read, { limit: 1 })).toMatchObject([{ lastError: "No attempt ever reported back." }]);
});

test("the lease is prolonged while a handler runs", async () => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  start({ job: async () => (begun.resolve(), release.promise) }, { leaseMs: 300 });
  await put();
  await begun.promise;
  const leased = (await queued())?.dueAt ?? Number.NaN;
  while (((await queued())?.dueAt ?? 0) <= leased + 300) await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await claim(database.db, { kinds: ["job"], limit: 1, leaseMs: 1 })).events).toEqual([]);
  release.resolve();
});

test("events of kinds it does not know stay for a worker that does", async () => {
  await put("newer");
  expect(await runDue({ db: database.db, handlers: { job: async () => {} } })).toBe(0);
  expect(await runDue({ db: database.db, handlers: { newer: async () => {} } })).toBe(1);
});

test("a queue that cannot be reached is reported, and worked on once it can", async () => {
  const troubles: unknown[] = [];
  const ran = Promise.withResolvers<void>();
  const unreachable = Object.create(database.db, {
    write: {
      value: ((fn, options) => (troubles.length === 0 ? Promise.reject(new Error("unreachable")) : database.db.write(fn, options))) satisfies Db["write"],
    },
  }) as Db;
  await put();
  start({ job: async () => ran.resolve() }, { db: unreachable, pollMs: 10, onTrouble: (error) => troubles.push(error) });
  await ran.promise;
  expect(troubles).toHaveLength(1);
});
