import { expect, test } from "vitest";
import { fixedClock, now } from "./clock.ts";

test("a fixed clock stands still until it is told to go on", () => {
  const clock = fixedClock(1_000);
  expect([clock(), clock()]).toEqual([1_000, 1_000]);
  clock.advance(250);
  expect(clock()).toBe(1_250);
});

test("the clock of the process is in whole epoch milliseconds", () => {
  expect(Number.isInteger(now())).toBe(true);
  expect(Math.abs(now() - Date.now())).toBeLessThan(1_000);
});
