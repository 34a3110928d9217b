import { expect, test } from "vitest";
import { DAY, HOUR } from "#lib/core/time";
import { burnDown, coverageOf, stepsOf } from "./burn-down.ts";

const from = Date.UTC(2026, 10, 1, 0, 7);

test("a window is drawn by days, and a long one by fewer and longer spans that leave nothing out", () => {
  for (const days of [0.5, 1, 30, 31, 90, 366]) {
    const steps = stepsOf({ from, until: from + days * DAY });
    expect(steps.length).toBeLessThanOrEqual(31);
    expect([steps[0]?.from, steps.at(-1)?.until]).toEqual([from, from + days * DAY]);
    expect(steps.every((step, index) => index === 0 || steps[index - 1]?.until === step.from)).toBe(true);
  }
  expect(stepsOf({ from, until: from })).toEqual([]);
});

test("a budget burns down by what failed, below nothing too", () => {
  const spans = [{ good: 100, total: 100 }, { good: 90, total: 100 }, { good: 85, total: 100 }].map((counts, index) => ({ ...counts, from: from + index * DAY, until: from + (index + 1) * DAY }));
  expect(burnDown(spans, 20).map(({ bad, usedPpm, leftPpm }) => [bad, usedPpm, leftPpm])).toEqual([[0, 0, 1_000_000], [10, 500_000, 500_000], [15, 750_000, -250_000]]);
  expect(burnDown(spans, 0)).toEqual([]);
});

test("gaps of an hour or more are named, the longest first", () => {
  const begin = Date.UTC(2026, 10, 1);
  const hours = (list: readonly number[]) => list.flatMap((hour) => [0, 1, 2, 3].map((index) => begin + hour * HOUR + index * 900_000));
  const { coveredPpm, gaps } = coverageOf(hours([0, 1, 3, 4, 7]).slice(1), { from: begin, until: begin + 8 * HOUR });
  expect(gaps).toEqual([{ from: begin + 5 * HOUR, until: begin + 7 * HOUR }, { from: begin + 2 * HOUR, until: begin + 3 * HOUR }]);
  expect(coveredPpm).toBe(Math.floor((19 * 1_000_000) / 32));
  expect(coverageOf([], { from: begin, until: begin })).toEqual({ coveredPpm: 0, gaps: [] });
});
