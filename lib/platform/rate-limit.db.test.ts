import { expect, test } from "vitest";
import { rateLimits } from "#db/schema/outbox";
import { testDatabase } from "../testing/database.ts";
import { forgetRateLimits, takeRateLimit } from "./rate-limit.ts";

const database = testDatabase();
const tryAt = (now: number, key = "login:203.0.113.7") => takeRateLimit(database.db, { key, limit: 3, windowMs: 1_000, now });

test("the limit holds within a window, per key, and a new window starts fresh", async () => {
  expect(await tryAt(0)).toEqual({ isAllowed: true, left: 2, resetAt: 1_000 });
  expect(await tryAt(10)).toMatchObject({ isAllowed: true, left: 1, resetAt: 1_000 });
  expect(await tryAt(999)).toMatchObject({ isAllowed: true, left: 0 });
  expect(await tryAt(999)).toMatchObject({ isAllowed: false, left: 0, resetAt: 1_000 });
  expect(await tryAt(999, "login:198.51.100.1")).toMatchObject({ isAllowed: true });
  expect(await tryAt(1_000)).toEqual({ isAllowed: true, left: 2, resetAt: 2_000 });
});

test("twenty tries at once are counted one by one", async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, () => tryAt(5)));
  expect(tries.filter((taken) => taken.isAllowed)).toHaveLength(3);
});

test("keys are stored as digests, and forgotten after their window", async () => {
  await tryAt(0);
  const [row] = await database.db.read.select({ key: rateLimits.key }).from(rateLimits);
  expect(row?.key).toMatch(/^[\w-]{43}$/);
  await forgetRateLimits(database.db, 999);
  expect(await database.db.read.$count(rateLimits)).toBe(1);
  await forgetRateLimits(database.db, 1_000);
  expect(await database.db.read.$count(rateLimits)).toBe(0);
});
