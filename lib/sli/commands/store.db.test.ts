import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/open";
import { sliSeries, slis } from "#db/schema/sli";
import { addCast, testNow } from "#lib/testing/cast";
import { testDatabase, withDatabase } from "#lib/testing/database";
import { readBuckets, sumWindow } from "../queries/buckets.ts";
import { type MinuteCount, storeCounts, type Storing } from "./store.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const start = Math.floor(Date.UTC(2026, 9, 31, 22, 7) / 60_000);

async function addSeries(db: Db, count: number): Promise<void> {
  await db.write(async (tx) => {
    await tx.insert(slis).values({ id: "sli_a", key: "a", name: "A", kind: "availability", definition: "A", createdAt: testNow });
    for (let number = 1; number <= count; number++) await tx.rows(sql`insert into sli_series (number, sli_id, created_at) values (${number}, 'sli_a', 0)`);
  });
}
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const store = (db: Db, counts: readonly MinuteCount[], how: Storing["how"], keptFrom = 0) => db.write((tx) => storeCounts(tx, counts, { how, keptFrom }), { lock: true });

const counts = fc.array(fc.record({ series: fc.integer({ min: 1, max: 3 }), minute: fc.integer({ min: 0, max: 3_000 }), good: fc.nat(50), bad: fc.nat(5) }), { minLength: 1, maxLength: 40 })
  .map((rows) => rows.map(({ series, minute, good, bad }): MinuteCount => ({ series, minute: start + minute, good, total: good + bad })));
const batches = fc.array(fc.record({ how: fc.constantFrom("set" as const, "set" as const, "add" as const), counts }), { minLength: 1, maxLength: 8 });
const windows = fc.array(fc.tuple(fc.integer({ min: -100, max: 3_100 }), fc.integer({ min: -100, max: 3_100 })), { minLength: 3, maxLength: 10 });

/** What the store must equal: a number for each minute, and nothing clever. */
class Naive {
  readonly minutes = new Map<string, [number, number]>();
  apply({ how, counts }: { how: Storing["how"]; counts: readonly MinuteCount[] }) {
    for (const { series, minute, good, total } of counts) {
      const key = `${series}:${minute}`;
      const [g, t] = how === "add" ? (this.minutes.get(key) ?? [0, 0]) : [0, 0];
      this.minutes.set(key, [g + good, t + total]);
    }
  }
  sum(series: number, from: number, until: number) {
    const sum = { good: 0, total: 0 };
    for (const [key, [good, total]] of this.minutes) {
      const [of, minute] = key.split(":").map(Number);
      if (of === series && minute !== undefined && minute >= from && minute < until) {
        sum.good += good;
        sum.total += total;
      }
    }
    return sum;
  }
}

describe("the store of counts", () => {
  test("equals a naive one for any batches, late, doubled, corrected or added to, and any window", async () => {
    await fc.assert(fc.asyncProperty(batches, windows, async (all, spans) => {
      await withDatabase(async ({ db }) => {
        await addSeries(db, 3);
        const naive = new Naive();
        for (const batch of all) {
          await store(db, batch.counts, batch.how);
          naive.apply(batch);
        }
        for (const [a, b] of spans) {
          const [from, until] = [start + Math.min(a, b), start + Math.max(a, b)];
          const found = await sumWindow(db.read, { series: [1, 2, 3], from, until });
          for (const series of [1, 2, 3]) expect(found.get(series) ?? { good: 0, total: 0 }).toEqual(naive.sum(series, from, until));
        }
      });
    }), { numRuns: 15 });
  });

  test("holds the same after the same batch again, and in another order", async () => {
    await addSeries(database.db, 2);
    const batch = Array.from({ length: 200 }, (_, index): MinuteCount => ({ series: 1 + (index % 2), minute: start + index * 7, good: index, total: index + 1 }));
    await store(database.db, batch, "set");
    const all = () => Promise.all((["sli_minutes", "sli_quarters", "sli_days"] as const).map((table) => readBuckets(database.db.read, { series: [1, 2], from: start - 3_000, until: start + 3_000, table })));
    const before = await all();
    await store(database.db, batch.toReversed(), "set");
    await store(database.db, batch.slice(50, 60), "set");
    expect(await all()).toEqual(before);
    expect(new Set(before.map((buckets) => `${sumOf(buckets.map(({ good }) => good))} of ${sumOf(buckets.map(({ total }) => total))}`)).size).toBe(1);
  });

  test("reads many series at once as it reads each", async () => {
    await addSeries(database.db, 20);
    await store(database.db, Array.from({ length: 400 }, (_, index): MinuteCount => ({ series: 1 + (index % 20), minute: start + index * 11, good: index, total: index * 2 })), "set");
    const series = Array.from({ length: 20 }, (_, index) => index + 1);
    const span = { from: start + 13, until: start + 4_000 };
    const together = await sumWindow(database.db.read, { series, ...span });
    for (const one of series) expect(together.get(one)).toEqual((await sumWindow(database.db.read, { series: [one], ...span })).get(one));
  });

  test("takes counts of before minutes were kept as those of their quarter hour", async () => {
    await addSeries(database.db, 1);
    const quarter = Math.floor(start / 15) * 15;
    const keptFrom = quarter + 15;
    await store(database.db, [{ series: 1, minute: quarter, good: 8, total: 10 }, { series: 1, minute: keptFrom, good: 1, total: 1 }], "set", keptFrom);
    await store(database.db, [{ series: 1, minute: quarter, good: 9, total: 10 }], "set", keptFrom);
    expect([...(await sumWindow(database.db.read, { series: [1], from: quarter, until: quarter + 30 })).values()]).toEqual([{ good: 10, total: 11 }]);
    expect(await readBuckets(database.db.read, { series: [1], from: quarter, until: quarter + 30, table: "sli_minutes" })).toEqual([{ minute: keptFrom, good: 1, total: 1 }]);
    expect(await readBuckets(database.db.read, { series: [1], from: quarter - 1_440, until: quarter + 30, table: "sli_days" })).toMatchObject([{ good: 10, total: 11 }]);
  });

  test("adds up when sixty writers set the same minutes at once", async () => {
    await addSeries(database.db, 2);
    const minutes = Array.from({ length: 10 }, (_, index) => start + index);
    await Promise.all(Array.from({ length: 60 }, (_, writer) => store(database.db, minutes.flatMap((minute) => [2, 1].map((series) => ({ series, minute, good: writer, total: 100 }))), "set")));
    const sums = await Promise.all((["sli_minutes", "sli_quarters", "sli_days"] as const).map(async (table) => {
      const buckets = await readBuckets(database.db.read, { series: [1, 2], from: start - 1_440, until: start + 1_440, table });
      return { good: sumOf(buckets.map(({ good }) => good)), total: sumOf(buckets.map(({ total }) => total)) };
    }));
    expect(sums).toEqual([sums[0], sums[0], sums[0]]);
    expect(sums[0]?.total).toBe(2_000);
  });

  test("knows the first and last minute of a series", async () => {
    await addSeries(database.db, 1);
    for (const minute of [start + 5, start, start + 9]) await store(database.db, [{ series: 1, minute, good: 1, total: 1 }], "set");
    expect(await database.db.read.select({ first: sliSeries.firstMinute, last: sliSeries.lastMinute }).from(sliSeries)).toEqual([{ first: start, last: start + 9 }]);
  });
});
