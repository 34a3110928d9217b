import { setTimeout as sleep } from "node:timers/promises";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { outbox, settings } from "#db/schema/outbox";
import { enqueue, getBacklog } from "../platform/outbox.ts";
import { type Child, startChild } from "../testing/child.ts";
import { testDatabase } from "../testing/database.ts";

const database = testDatabase();

async function put(count: number) {
  await database.db.write(async (tx) => {
    for (let i = 0; i < count; i++) await enqueue(tx, { kind: "job", payload: { i } }, 1_700_000_000_000);
  });
}

async function startWorkers(count: number, args: { leaseMs: number; workMs: number }): Promise<Child[]> {
  const workers = Array.from({ length: count }, () => startChild("worker.ts", { url: database.url, args: [args.leaseMs, args.workMs] }));
  await Promise.all(workers.map((worker) => worker.message()));
  return workers;
}

async function until(isTrue: () => Promise<boolean>) {
  while (!(await isTrue())) await sleep(20);
}

const allDone = () => until(async () => (await getBacklog(database.db.read)).waiting === 0);
const rows = () => database.db.read.select().from(outbox).orderBy(asc(outbox.id));

async function stop(workers: Child[]) {
  for (const worker of workers) worker.kill("SIGTERM");
  expect(await Promise.all(workers.map((worker) => worker.ended))).toEqual(workers.map(() => 0));
}

test("workers killed in the middle of their jobs lose none, and a job runs again only when its lease is over", { timeout: 60_000 }, async () => {
  const leaseMs = 600;
  const victims = await startWorkers(2, { leaseMs, workMs: 100 });
  await put(60);
  for (const victim of victims) {
    await victim.message();
    victim.kill("SIGKILL");
    await victim.ended;
  }
  const others = await startWorkers(2, { leaseMs, workMs: 10 });
  await allDone();
  await stop(others);

  expect((await rows()).every((row) => row.doneAt !== null && row.deadAt === null)).toBe(true);
  const runs = await database.db.read.select().from(settings).orderBy(settings.updatedAt);
  const begins = Map.groupBy(runs, (run) => run.key.split("/")[0]);
  expect(begins.size).toBe(60);
  expect(runs.length).toBeGreaterThan(60);
  for (const again of [...begins.values()].filter((times) => times.length > 1)) {
    const gaps = again.slice(1).map((run, i) => run.updatedAt - (again[i]?.updatedAt ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(leaseMs / 2);
  }
});

test("a worker that slept past its lease cannot overwrite what another one did meanwhile", { timeout: 60_000 }, async () => {
  const [zombie] = await startWorkers(1, { leaseMs: 900, workMs: 250 });
  if (!zombie) throw new Error("The worker did not start.");
  await put(1);
  await zombie.message();
  zombie.kill("SIGSTOP");
  const [other] = await startWorkers(1, { leaseMs: 900, workMs: 10 });
  if (!other) throw new Error("The worker did not start.");
  await allDone();
  const before = await rows();
  zombie.kill("SIGCONT");
  await stop([zombie, other]);
  expect(await rows()).toEqual(before);
  expect(before).toMatchObject([{ attempts: 2, token: null, deadAt: null }]);
});
