import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelay } from "./retry.ts";

test.each([
  [1, 0.5, 2_500],
  [2, 0.5, 5_000],
  [3, 0.999, 19_980],
  [9, 0.5, 640_000],
  [10, 0.5, 900_000],
  [1_000, 0.5, 900_000],
])("attempt %i with random %f waits %i ms", (attempt, random, delayMs) => {
  expect(retryDelay(attempt, random)).toBe(delayMs);
});

test("a delay is never negative and never above half an hour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
      const delay = retryDelay(attempt, random);
      return Number.isInteger(delay) && delay >= 0 && delay < 30 * 60_000;
    }),
  );
});
