import fc from "fast-check";
import { expect, test } from "vitest";
import { readRuns, writeRuns } from "./runs.ts";

const slot = fc.oneof({ weight: 1, arbitrary: fc.constant({ good: 0, total: 0 }) }, { weight: 3, arbitrary: fc.nat(1_000_000).chain((total) => fc.nat(total).map((good) => (total === 0 ? { good: 0, total: 0 } : { good, total }))) });

test("slots are read as they were written, runs and gaps too", () => {
  expect(writeRuns([{ good: 9, total: 10 }, { good: 9, total: 10 }, { good: 0, total: 0 }, { good: 0, total: 1 }])).toBe("2x9/10 - 0/1");
  fc.assert(fc.property(fc.array(slot), (slots) => {
    expect(readRuns(writeRuns(slots))).toEqual(slots);
  }));
});

test("what is no count of a slot is refused", () => {
  for (const bad of ["10/9", "1/0", "x1/2", "0x1/2", "1", "1/2 ", " 1/2", "-1/2", "01/2", "9999999x1/2"]) expect(() => readRuns(bad)).toThrow();
});
