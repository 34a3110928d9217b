import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, type Interval, intersect, subtract, sweepWorst, total, union } from "./intervals.ts";

const list = fc.array(fc.record({ from: fc.integer({ min: 0, max: 40 }), until: fc.integer({ min: 0, max: 40 }) }), { maxLength: 8 });
const covers = (intervals: readonly Interval[], at: number) => intervals.some((one) => one.from <= at && at < one.until);
const instants = Array.from({ length: 41 }, (_, at) => at);

describe("sets of instants", () => {
  test("union, intersection and difference hold for every instant", () => {
    fc.assert(fc.property(list, list, (a, b) => {
      for (const at of instants) {
        expect(covers(union([...a, ...b]), at)).toBe(covers(a, at) || covers(b, at));
        expect(covers(intersect(a, b), at)).toBe(covers(a, at) && covers(b, at));
        expect(covers(subtract(a, b), at)).toBe(covers(a, at) && !covers(b, at));
      }
    }));
  });

  test("results are sorted, disjoint, not empty and do not touch", () => {
    fc.assert(fc.property(list, list, (a, b) => {
      for (const result of [union(a), intersect(a, b), subtract(a, b)]) {
        expect(result.every((one) => one.from < one.until)).toBe(true);
        expect(result.slice(1).every((one, index) => one.from > (result[index]?.until ?? 0))).toBe(true);
      }
    }));
  });

  test("the whole is what is shared and what is not", () => {
    fc.assert(fc.property(list, list, (a, b) => {
      expect(total(intersect(a, b)) + total(subtract(a, b))).toBe(total(a));
    }));
  });
});

test("a clipped interval keeps what else it says", () => {
  expect(clip([{ from: 0, until: 10, state: "x" }, { from: 20, until: 30, state: "y" }], { from: 5, until: 20 })).toEqual([{ from: 5, until: 10, state: "x" }]);
});

describe("states laid over each other", () => {
  const states = fc.array(fc.record({ state: fc.integer({ min: 1, max: 4 }), from: fc.integer({ min: 0, max: 40 }), until: fc.integer({ min: 0, max: 40 }) }), { maxLength: 8 });
  const worstAt = (intervals: readonly { state: number; from: number; until: number }[], at: number) => Math.max(0, ...intervals.filter((one) => one.from <= at && at < one.until).map((one) => one.state));

  test("leave the worst at every instant, once", () => {
    fc.assert(fc.property(states, (intervals) => {
      const line = sweepWorst(intervals, (state) => state);
      for (const at of instants) {
        expect(worstAt(line, at)).toBe(worstAt(intervals, at));
        expect(line.filter((one) => one.from <= at && at < one.until).length).toBeLessThanOrEqual(1);
      }
    }));
  });

  test("equal neighbours are one", () => {
    expect(sweepWorst([{ state: "a", from: 0, until: 5 }, { state: "a", from: 5, until: 9 }, { state: "a", from: 2, until: 3 }], () => 1)).toEqual([{ state: "a", from: 0, until: 9 }]);
  });
});
