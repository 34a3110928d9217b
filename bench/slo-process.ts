// Counts of 500 objectives, ten times as many in a second pass, and what reading a month of them costs: figures as JSON on standard output.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { databaseUrl, getDb } from "#db/connection";
import { migrate } from "#db/migrate";
import { sliSeries, slis, sliSources } from "#db/schema/sli";
import { DAY, MINUTE } from "#lib/core/time";
import { env } from "#lib/platform/env";
import { type MinuteCount, storeCounts } from "#lib/sli/commands/store";
import { sumWindow } from "#lib/sli/queries/buckets";

export interface SloTimes {
  ingestedPerSecond: number;
  rawPerSecond: number;
  windowMs: { small: number; large: number };
  bytesPerMillion: { small: number; large: number };
  samples: { small: number; large: number };
}

const series = Array.from({ length: 500 }, (_, index) => index + 1);
const days = 31;
const firstMinute = Date.UTC(2026, 9, 1) / MINUTE;
const sparse = 10;
const rowsAtOnce = 10_000;
// Neither end is on a quarter of an hour, so all three tables are read.
const window = { from: firstMinute + 7, until: firstMinute + 7 + (30 * DAY) / MINUTE };

mkdirSync(env.DATA_DIR, { recursive: true });
await migrate(databaseUrl());
const db = getDb();
await addSeries();
const empty = size();
const small = await fill((minute) => minute % sparse === 0);
const [smallMs, smallBytes] = [await readMonth(), size() - empty];
const large = await fill((minute) => minute % sparse !== 0);
const [largeMs, largeBytes] = [await readMonth(), size() - empty];
await db.close();
const whole = small.count + large.count;
const times: SloTimes = {
  ingestedPerSecond: (large.count * 1_000) / large.ms,
  rawPerSecond: insertRaw(),
  windowMs: { small: smallMs, large: largeMs },
  bytesPerMillion: { small: (smallBytes / small.count) * 1e6, large: (largeBytes / whole) * 1e6 },
  samples: { small: small.count, large: whole },
};
console.log(JSON.stringify(times));

async function addSeries(): Promise<void> {
  const createdAt = firstMinute * MINUTE;
  await db.write(async (tx) => {
    await tx.insert(sliSources).values({ id: "src_1", kind: "push", name: "Bench", settings: {}, createdAt });
    for (const number of series) {
      await tx.insert(slis).values({ id: `sli_${number}`, key: `key-${number}`, name: `SLI ${number}`, kind: "availability", definition: "Answered", createdAt });
      await tx.insert(sliSeries).values({ number, sourceId: "src_1", sliId: `sli_${number}`, createdAt });
    }
  });
}

/** Every series at each minute that is wanted, in the order of time, as they arrive in life. */
async function fill(isWanted: (minute: number) => boolean): Promise<{ count: number; ms: number }> {
  const from = performance.now();
  let count = 0;
  for (const counts of batches(isWanted)) {
    await db.write((tx) => storeCounts(tx, counts, { how: "set", keptFrom: 0 }), { lock: true });
    count += counts.length;
  }
  return { count, ms: performance.now() - from };
}

function* batches(isWanted: (minute: number) => boolean): Generator<MinuteCount[]> {
  let batch: MinuteCount[] = [];
  for (let minute = firstMinute; minute < firstMinute + (days * DAY) / MINUTE; minute += 1) {
    if (!isWanted(minute)) continue;
    for (const number of series) batch.push({ series: number, minute, good: 990 + (number % 10), total: 1_000 });
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The median of eleven reads, in ms, after one that fills the cache. */
async function readMonth(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const from = performance.now();
    const counts = await sumWindow(db.read, { series, ...window });
    times.push(performance.now() - from);
    if (counts.size !== series.length) throw new Error(`${counts.size} of ${series.length} series were counted.`);
  }
  return times.slice(1).toSorted((a, b) => a - b)[5] ?? 0;
}

function size(): number {
  const file = new Database(join(env.DATA_DIR, "candor.db"));
  file.pragma("wal_checkpoint(TRUNCATE)");
  file.close();
  return statSync(join(env.DATA_DIR, "candor.db")).size;
}

/** The same rows into one table of the same shape, by one prepared statement, as many to a transaction, under the same settings. */
function insertRaw(): number {
  const raw = new Database(join(env.DATA_DIR, "raw.db"));
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.exec("create table minutes (at integer not null, series integer not null, good integer not null, total integer not null, primary key (at, series)) without rowid");
  const insert = raw.prepare("insert into minutes (at, series, good, total) values (?, ?, ?, ?)");
  const insertAll = raw.transaction((counts: MinuteCount[]) => {
    for (const { minute, series: number, good, total } of counts) insert.run(minute, number, good, total);
  });
  const from = performance.now();
  let count = 0;
  for (const counts of batches((minute) => minute % sparse === 0)) {
    insertAll(counts);
    count += counts.length;
  }
  const ms = performance.now() - from;
  raw.close();
  return (count * 1_000) / ms;
}
