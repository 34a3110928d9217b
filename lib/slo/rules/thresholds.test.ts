import { expect, test } from "vitest";
import { judgeThreshold } from "./thresholds.ts";

const fresh = { leftPpm: 500_000, toldAt: null };
const told = { leftPpm: 500_000, toldAt: 1 };

test("it is crossed below its share, not at it, and once", () => {
  expect([500_000, 499_999, -3_000_000].map((left) => judgeThreshold(fresh, left))).toEqual([null, "crossed", "crossed"]);
  expect([499_999, 100_000].map((left) => judgeThreshold(told, left))).toEqual([null, null]);
});

test("it is forgotten when a twentieth of the budget has come back, or all of it", () => {
  expect([500_000, 549_999, 550_000].map((left) => judgeThreshold(told, left))).toEqual([null, null, "recovered"]);
  expect(judgeThreshold({ leftPpm: 980_000, toldAt: 1 }, 1_000_000)).toBe("recovered");
});

test("without counts nothing is said", () => {
  expect([judgeThreshold(fresh, null), judgeThreshold(told, null)]).toEqual([null, null]);
});
