import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY } from "#lib/core/time";
import { type AtRisk, byRisk, exhaustedIn } from "./risk.ts";

const row = (leftPpm: number | null, burnMilli: number | null = 0, windowMs: number | null = 30 * DAY): AtRisk => ({ leftPpm, burnMilli, windowMs, state: "healthy" });

describe("the time until a budget is used up", () => {
  test("is what is left times the window over the burn", () => {
    expect(exhaustedIn(row(500_000, 2_000))).toBe(7.5 * DAY);
    expect(exhaustedIn(row(1_000_000, 1_000))).toBe(30 * DAY);
  });

  test("is nothing when it is used up, and never when nothing burns or nothing is known", () => {
    expect(exhaustedIn(row(-3, 0))).toBe(0);
    expect([exhaustedIn(row(800_000, 0)), exhaustedIn(row(null, 5)), exhaustedIn(row(800_000, null)), exhaustedIn(row(800_000, 900, null))]).toEqual([null, null, null, null]);
  });
});

describe("the riskiest first", () => {
  test("is the most overdrawn, then the soonest to be, then the one with least left, then what nobody counts", () => {
    const overdrawn = row(-400_000);
    const usedUp = row(0, 3_000);
    const tomorrow = row(900_000, 27_000);
    const nextWeek = row(200_000, 1_000);
    const low = row(50_000, 20);
    const fine = row(950_000, 100);
    const unknown = row(null, null);
    expect([fine, unknown, low, nextWeek, usedUp, tomorrow, overdrawn].toSorted(byRisk)).toEqual([overdrawn, usedUp, tomorrow, nextWeek, low, fine, unknown]);
  });

  test("is an order: the same whichever way round the rows came", () => {
    const rows = fc.record({ leftPpm: fc.option(fc.integer({ min: -2_000_000, max: 1_000_000 })), burnMilli: fc.option(fc.nat(100_000)), windowMs: fc.option(fc.constantFrom(7 * DAY, 30 * DAY)), state: fc.constant(null) });
    fc.assert(fc.property(rows, rows, rows, (a, b, c) => {
      const [first, second, third] = [a, b, c].toSorted(byRisk);
      for (const shuffled of [[c, b, a], [b, a, c], [c, a, b]]) expect(shuffled.toSorted(byRisk).map((each) => placeIn([first, second, third], each))).toEqual([first, second, third].map((each) => placeIn([first, second, third], each)));
    }));
  });
});

// Two that are at equal risk may stand either way round.
function placeIn(order: readonly (AtRisk | undefined)[], one: AtRisk | undefined): number {
  return order.findIndex((other) => one !== undefined && other !== undefined && byRisk(one, other) === 0);
}
