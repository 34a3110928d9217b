// A worker process: says when a job begins and ends, writes each run down, and stops gracefully on SIGTERM.
import { setTimeout as sleep } from "node:timers/promises";
import { databaseUrl } from "#db/connection";
import { nowMs } from "#db/dialect";
import { openDb } from "#db/open";
import { settings } from "#db/schema/outbox";
import { startWorker } from "#lib/worker/loop";

const [leaseMs = 1_000, workMs = 10] = process.argv.slice(2).map(Number);
const db = openDb(databaseUrl());
const worker = startWorker({
  db,
  pollMs: 30,
  leaseMs,
  concurrency: 5,
  handlers: {
    job: async ({ id, attempts }) => {
      await db.write(async (tx) => void (await tx.insert(settings).values({ key: `${id}/${attempts}`, value: process.pid, updatedAt: nowMs })), { lock: true });
      process.send?.({ begun: id });
      await sleep(workMs);
      process.send?.({ ended: id });
    },
  },
});
process.once("SIGTERM", () => void worker.stop().then(() => db.close()).then(() => process.disconnect()));
process.once("disconnect", () => process.exit());
process.send?.("ready");
