import { describe, expect, test } from "vitest";
import { combineSides, increaseOf, mergePoints, type Point } from "./points.ts";

describe("points of a metric", () => {
  test("of a counter count its growth, over resets", () => {
    const points: Point[] = [[1, 10], [2, 15], [3, 2], [4, 4]];
    expect([increaseOf("cumulative", points, null), increaseOf("cumulative", points, [0, 4])]).toEqual([9, 15]);
  });

  test("of a counter that tells since when it counts, count from there: a new start is a reset though the value is higher", () => {
    expect(increaseOf("cumulative", [[2, 20, 1]], [1, 10, 1])).toBe(10);
    expect(increaseOf("cumulative", [[2, 20, 2]], [1, 10, 1])).toBe(20);
    expect(increaseOf("cumulative", [[2, 20, 1]], null)).toBe(20);
  });

  test("of deltas and gauges add up, in whole events", () => {
    expect(increaseOf("delta", [[1, 2.4], [2, 3.6], [3, -1]], [0, 100])).toBe(6);
    expect(increaseOf("gauge", [[1, 7]], null)).toBe(7);
  });

  test("are one of each instant, the later report", () => {
    expect(mergePoints([[2, 5], [1, 3]], [[2, 6], [0, 1]])).toEqual([[0, 1], [1, 3], [2, 6]]);
    expect(mergePoints([[2, 5, 1]], [[2, 6, 0]])).toEqual([[2, 6, 0], [2, 5, 1]]);
  });

  test("give good and total, never more good than there is", () => {
    expect(combineSides({ good: 0, bad: 3, total: 10, hasGood: false })).toEqual({ good: 7, total: 10 });
    expect(combineSides({ good: 12, bad: 0, total: 10, hasGood: true })).toEqual({ good: 10, total: 10 });
    expect(combineSides({ good: 0, bad: 12, total: 10, hasGood: false })).toEqual({ good: 0, total: 10 });
  });
});
