// Makes a database of one size and prints the CPU time of each read of bench/growth-reads.ts in it, in milliseconds.
import { mkdirSync } from "node:fs";
import { sql } from "drizzle-orm";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { env } from "#lib/platform/env";
import { now } from "#lib/platform/clock";
import { readsOf } from "./growth-reads.ts";
import { scaleOf, seedScale } from "./seed/scale.ts";

const [factor, rounds] = [Number(process.argv[2]), Number(process.argv[3] ?? "30")];
mkdirSync(env.DATA_DIR, { recursive: true });
await migrate(databaseUrl());
const db = getDb();
const [filled] = await db.read.rows<{ n: number }>(sql`select count(*) as n from customers`);
if (filled?.n === 0) await seedScale(db, scaleOf(factor));

const times: Record<string, number> = {};
for (const [name, read] of Object.entries(readsOf(db, now()))) {
  for (let round = 0; round < 5; round += 1) await read();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    await read();
    took.push(performance.now() - before);
  }
  // The quickest quarter: what else the machine does makes a read slower, never quicker.
  times[name] = took.toSorted((a, b) => a - b)[Math.floor(rounds / 4)] ?? Number.NaN;
}
console.log(JSON.stringify(times));
await db.close();
