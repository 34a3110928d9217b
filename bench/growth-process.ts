// Makes a database of one size and prints the CPU time of each read of bench/growth-reads.ts in it, in milliseconds.
import { mkdirSync } from "node:fs";
import { sql } from "drizzle-orm";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { env } from "#lib/platform/env";
import { now } from "#lib/platform/clock";
import { readsOf } from "./growth-reads.ts";
import { scaleOf, seedScale } from "./seed/scale.ts";

const factor = Number(process.argv[2]);
const [batchCount, rounds] = [5, 12];
mkdirSync(env.DATA_DIR, { recursive: true });
await migrate(databaseUrl());
const db = getDb();
const [filled] = await db.read.rows<{ n: number }>(sql`select count(*) as n from customers`);
if (filled?.n === 0) await seedScale(db, scaleOf(factor));

const times: Record<string, number> = {};
for (const [name, read] of Object.entries(readsOf(db, now()))) {
  for (let round = 0; round < 10; round += 1) await read();
  const batches: number[] = [];
  for (let batch = 0; batch < batchCount; batch += 1) batches.push(await cpuOf(read));
  // The best of them: what else the machine does makes a read dearer, never cheaper.
  times[name] = Math.min(...batches);
}
console.log(JSON.stringify(times));
await db.close();

async function cpuOf(read: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / rounds;
}
