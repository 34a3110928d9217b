import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { badOf } from "./counts.ts";
import { cutAtSlices, excludedByWork, layOver } from "./exclusions.ts";
import { measure, type Seen } from "./measure.ts";
import type { Policy } from "./policy.ts";
import type { Piece, Slice } from "./slices.ts";

const start = Date.UTC(2026, 0, 5);
const base: Policy = { targetPpm: 990_000, window: { kind: "rolling", days: 1 }, method: "timeslices", sliceMinutes: 15, sliceTargetPpm: 950_000, noData: "ignore", maintenance: "removed", minimumTraffic: 0 };
const at = start + DAY;
const seen = (more: Partial<Seen> = {}): Seen => ({ at, since: start, counts: { good: 0, total: 0 }, slices: [], pieces: [], ...more });

const policies = fc.record({
  targetPpm: fc.integer({ min: 1, max: 999_999 }),
  method: fc.constantFrom("timeslices" as const, "ratio_timeslices" as const, "occurrences" as const),
  noData: fc.constantFrom("ignore" as const, "good" as const, "bad" as const),
  minimumTraffic: fc.constantFrom(0, 0, 5, 50),
}).map((some): Policy => ({ ...base, ...some, ...(some.method === "occurrences" ? { sliceMinutes: null, sliceTargetPpm: null } : {}) }));
const manySlices = fc.uniqueArray(fc.record({ index: fc.integer({ min: 0, max: 95 }), total: fc.integer({ min: 1, max: 1_000_000 }), share: fc.integer({ min: 0, max: 1_000 }) }), { selector: ({ index }) => index })
  .map((rows) => rows.map(({ index, total, share }): Slice => ({ at: start + index * 15 * MINUTE, total, good: Math.floor((total * share) / 1_000) })));
const sums = (slices: readonly Slice[]) => slices.reduce((sum, { good, total }) => ({ good: sum.good + good, total: sum.total + total }), { good: 0, total: 0 });

describe("a figure", () => {
  test("does not depend on the order things came in", () => {
    fc.assert(fc.property(policies, manySlices, fc.integer(), (policy, slices, seed) => {
      const shuffled = slices.toSorted((a, b) => ((a.at * 31 + seed) % 97) - ((b.at * 31 + seed) % 97));
      expect(measure(policy, seen({ slices: shuffled, counts: sums(slices) }))).toEqual(measure(policy, seen({ slices, counts: sums(slices) })));
    }));
  });

  test("has a budget that adds up, and is met exactly when not more is spent than allowed", () => {
    fc.assert(fc.property(policies, manySlices, (policy, slices) => {
      const { counts, budget, isMet, leftPpm } = measure(policy, seen({ slices, counts: sums(slices) }));
      expect(budget.left).toBe(budget.allowed - budget.spent);
      expect(budget.spent).toBe(badOf(counts));
      expect(counts.good).toBeGreaterThanOrEqual(0);
      expect(counts.good).toBeLessThanOrEqual(counts.total);
      expect(isMet).toBe(counts.total === 0 ? null : budget.left >= 0);
      expect(leftPpm === null ? null : leftPpm >= 0).toBe(isMet);
    }));
  });

  test("counts every slice of the span once: good, bad, missing or excluded", () => {
    fc.assert(fc.property(policies, manySlices, fc.uniqueArray(fc.integer({ min: 0, max: 95 })), (policy, slices, excluded) => {
      if (policy.method === "occurrences") return;
      const pieces = excluded.map((index): Piece => {
        const from = start + index * 15 * MINUTE;
        return { from, until: from + 15 * MINUTE, effect: index % 2 ? "removed" : "good", ...(slices.find((slice) => slice.at === from) ?? { good: 0, total: 0 }) };
      });
      const { tally } = measure(policy, seen({ slices, pieces }));
      expect(tally && tally.good + tally.bad + tally.missing + tally.excluded).toBe(96);
      expect(tally?.excluded).toBe(excluded.filter((index) => index % 2).length);
    }));
  });

  test("never gets worse when bad time is excluded, whichever way", () => {
    fc.assert(fc.property(manySlices, fc.constantFrom("removed" as const, "good" as const), (slices, effect) => {
      const policy = { ...base, method: "occurrences" as const, sliceMinutes: null, sliceTargetPpm: null };
      const before = measure(policy, seen({ counts: sums(slices) })).counts;
      const pieces = slices.filter(({ good }) => good === 0).map((slice): Piece => ({ ...slice, from: slice.at, until: slice.at + 15 * MINUTE, effect }));
      const after = measure(policy, seen({ counts: sums(slices), pieces })).counts;
      expect(BigInt(after.good) * BigInt(before.total)).toBeGreaterThanOrEqual(BigInt(before.good) * BigInt(after.total));
    }));
  });
});

describe("the policies", () => {
  const good = (count: number): Slice[] => Array.from({ length: count }, (_, index) => ({ at: start + index * 15 * MINUTE, good: 100, total: 100 }));

  test.each([["ignore", 90, 90], ["good", 96, 96], ["bad", 90, 96]] as const)("no data, %s: %i good of %i", (noData, counted, total) => {
    expect(measure({ ...base, noData }, seen({ slices: good(90) })).counts).toEqual({ good: counted, total });
  });

  test("a slice below the minimum traffic is one without data", () => {
    const slices = [...good(2), { at: start + HOUR, good: 0, total: 3 }];
    expect(measure({ ...base, minimumTraffic: 4 }, seen({ slices })).counts).toEqual({ good: 2, total: 2 });
    expect(measure({ ...base, minimumTraffic: 3 }, seen({ slices })).counts).toEqual({ good: 2, total: 3 });
  });

  test("too little traffic in a window of occurrences says nothing", () => {
    const policy: Policy = { ...base, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, minimumTraffic: 100 };
    expect(measure(policy, seen({ counts: { good: 1, total: 99 } }))).toMatchObject({ isMet: null, leftPpm: null });
    expect(measure(policy, seen({ counts: { good: 1, total: 100 } })).isMet).toBe(false);
  });

  test("of a slice that is partly excluded the rest is judged", () => {
    const slices = [{ at: start, good: 80, total: 100 }];
    const piece: Piece = { from: start, until: start + 5 * MINUTE, good: 0, total: 20, effect: "removed" };
    expect(measure(base, seen({ slices })).counts).toEqual({ good: 0, total: 1 });
    expect(measure(base, seen({ slices, pieces: [piece] })).counts).toEqual({ good: 1, total: 1 });
    expect(measure(base, seen({ slices, pieces: [{ ...piece, effect: "good" }] })).counts).toEqual({ good: 1, total: 1 });
  });

  test("the budget of a calendar month is the whole month's from its first day, with or without a change of clocks", () => {
    const policy: Policy = { ...base, window: { kind: "calendar", unit: "month", zone: "America/New_York" }, noData: "good" };
    const tenth = Date.UTC(2026, 10, 10, 17);
    const figure = measure(policy, { ...seen(), at: tenth, since: 0 });
    expect([figure.window.until - figure.window.from, figure.budget.allowed, figure.time.budgetMs]).toEqual([721 * HOUR, 28, 7.21 * HOUR]);
    expect(figure.isFull).toBe(true);
  });

  test("events to come are not known: the budget so far, and what it will be if traffic goes on", () => {
    const policy: Policy = { ...base, window: { kind: "calendar", unit: "month", zone: "UTC" }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null };
    const figure = measure(policy, { ...seen({ counts: { good: 9_950, total: 10_000 } }), at: Date.UTC(2026, 5, 16), since: 0 });
    expect([figure.budget, figure.projected.budget]).toEqual([{ allowed: 100, spent: 50, left: 50 }, { allowed: 200, spent: 50, left: 150 }]);
  });

  test("a young window is counted from where counting began, and says that it is not full", () => {
    const figure = measure({ ...base, noData: "bad" }, { ...seen({ slices: good(4) }), since: start + 30 * MINUTE, at: start + HOUR });
    expect([figure.counts, figure.isFull]).toEqual([{ good: 2, total: 2 }, false]);
  });
});

describe("excluded spans", () => {
  const spans = fc.array(fc.record({ from: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: 1, max: 90 }), effect: fc.constantFrom("removed" as const, "good" as const) }), { maxLength: 8 })
    .map((rows) => rows.map(({ from, length, effect }) => ({ from: start + from * 30_000, until: start + (from + length) * 30_000, effect })));

  test("are laid over each other: every minute has one effect, removal first", () => {
    fc.assert(fc.property(spans, (excluded) => {
      const laid = layOver({ from: start, until: start + 2 * HOUR }, excluded);
      for (let minute = start; minute < start + 2 * HOUR; minute += MINUTE) {
        const here = excluded.filter(({ from, until }) => from < minute + MINUTE && until > minute).map(({ effect }) => effect);
        const found = laid.filter(({ from, until }) => from <= minute && until > minute).map(({ effect }) => effect);
        expect(found).toEqual(here.includes("removed") ? ["removed"] : here.slice(0, 1));
      }
    }));
  });

  test("are cut so that each piece lies in one slice, and lose nothing", () => {
    fc.assert(fc.property(spans, fc.constantFrom(1, 5, 15, 60), (excluded, minutes) => {
      const pieces = cutAtSlices(excluded, minutes);
      const length = minutes * MINUTE;
      expect(pieces.every(({ from, until }) => from < until && Math.floor(from / length) === Math.floor((until - 1) / length))).toBe(true);
      const sum = (all: typeof excluded) => all.reduce((total, { from, until }) => total + until - from, 0);
      expect(sum(pieces)).toBe(sum(excluded));
    }));
  });

  test("of planned work go by the rule", () => {
    const work = [{ from: 0, until: 10 }, { from: 5, until: 20 }];
    expect([excludedByWork(work, "counts"), excludedByWork(work, "good"), excludedByWork(work, "removed")]).toEqual([[], [{ from: 0, until: 20, effect: "good" }], [{ from: 0, until: 20, effect: "removed" }]]);
  });
});
