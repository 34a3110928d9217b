import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import { shareOfBudget } from "./budgets.ts";
import { confidenceOf, measureImpact, type SeenSli, type Slot } from "./measure.ts";
import { spanOf, weekBefore } from "./span.ts";

const ten = Date.UTC(2026, 10, 2, 10);
const span = { from: ten, until: ten + 30 * MINUTE };
const asked = { span, slotMs: MINUTE };

const minutes = (count: number, slot: (index: number) => { bad: number; total: number }): Slot[] =>
  Array.from({ length: count }, (_, index) => {
    const { bad, total } = slot(index);
    return { at: ten + index * MINUTE, good: total - bad, total };
  });
/** The hour from ten o'clock of one week before, moved to this one. */
const hour = (bad: number, total = 3_600): Slot[] => [0, 1, 2, 3].map((index) => ({ at: ten + index * 15 * MINUTE, good: total / 4 - (index === 0 ? bad : 0), total: total / 4 }));
const sli = (changes: Partial<SeenSli> = {}): SeenSli => ({ sliId: "sli_1", sliName: "Checkout answers", journeyId: "jny_1", journey: "Checkout", criticality: "critical", slots: minutes(30, (index) => ({ bad: index >= 5 && index < 25 ? 15 : 0, total: 60 })), weeks: [3, 4, 2, 720, 5, 4].map((bad) => hour(bad)), ...changes });

describe("the example of docs/impact.md", () => {
  test("comes to what was worked out by hand", () => {
    const measured = measureImpact([sli(), sli({ sliId: "sli_2", sliName: "Checkout is quick", slots: minutes(30, (index) => ({ bad: index < 8 ? 15 : 0, total: 60 })) })], asked);
    expect(measured).toEqual({
      journeys: [{ journeyId: "jny_1", name: "Checkout", criticality: "critical", sliId: "sli_1", sliName: "Checkout answers", total: 1_800, bad: 300, expected: 1, failed: 299, sharePpm: 166_111, normalPpm: 1_000, usualTotal: 1_800, affectedMs: 20 * MINUTE, coveragePpm: 1_000_000, weeks: 6 }],
      total: 1_800, failed: 299, sharePpm: 166_111, affectedMs: 20 * MINUTE, coveragePpm: 1_000_000, weeks: 6, confidence: "high",
    });
    expect(shareOfBudget(300, { allowed: 2_000, spent: 900, left: 1_100 })).toBe(150_000);
  });
});

describe("an impact", () => {
  test("is the same whatever order its counts and weeks come in", () => {
    const one = sli();
    expect(measureImpact([{ ...one, slots: one.slots.toReversed(), weeks: one.weeks.toReversed() }], asked)).toEqual(measureImpact([one], asked));
  });

  test("is never below nothing, and normal failures are none", () => {
    const normal = sli({ slots: minutes(30, (index) => ({ bad: index % 10 === 0 ? 1 : 0, total: 60 })), weeks: [1, 2, 3, 4].map(() => hour(40)) });
    expect(measureImpact([normal], asked)).toMatchObject({ failed: 0, affectedMs: 0, sharePpm: 0 });
  });

  test("adds journeys up, and the minutes they share once", () => {
    const other = sli({ sliId: "sli_9", journeyId: "jny_2", journey: "Refunds", slots: minutes(30, (index) => ({ bad: index >= 20 ? 60 : 0, total: 60 })) });
    const measured = measureImpact([sli(), other], asked);
    expect(measured.journeys.map(({ name, failed }) => [name, failed])).toEqual([["Refunds", 599], ["Checkout", 299]]);
    expect([measured.failed, measured.total, measured.affectedMs]).toEqual([898, 3_600, 25 * MINUTE]);
  });

  test("without a normal counts every failure and says that it is uncertain", () => {
    expect(measureImpact([sli({ weeks: [] })], asked)).toMatchObject({ failed: 300, weeks: 0, confidence: "low", journeys: [{ normalPpm: null, usualTotal: null, expected: 0 }] });
  });

  test("of which half was not counted is less certain; a time in which nothing is normally counted is no gap", () => {
    const half = sli({ slots: minutes(15, () => ({ bad: 15, total: 60 })) });
    expect(measureImpact([half], asked)).toMatchObject({ coveragePpm: 500_000, confidence: "medium" });
    const firstQuarterOnly = (bad: number) => hour(bad).slice(0, 1);
    expect(measureImpact([{ ...half, weeks: [1, 1, 1, 1].map(firstQuarterOnly) }], asked)).toMatchObject({ coveragePpm: 1_000_000, confidence: "high" });
  });

  test("of nothing counted is no impact of none", () => {
    expect(measureImpact([sli({ slots: [] })], asked)).toMatchObject({ journeys: [], sharePpm: null, confidence: "none" });
    expect(confidenceOf({ isMeasured: true, coveragePpm: 949_999, weeks: 6 })).toBe("medium");
  });

  test("counts a minute in which everything fails, however few came", () => {
    const night = sli({ slots: minutes(30, (index) => ({ bad: index < 3 ? 1 : 0, total: 1 })), weeks: [1, 2, 3, 4].map(() => hour(0, 120)) });
    expect(measureImpact([night], asked)).toMatchObject({ failed: 3, affectedMs: 3 * MINUTE });
  });
});

describe("the time of an incident", () => {
  test("is whole minutes while they are kept, then quarter hours, and at most 31 days", () => {
    const short = { startedAt: ten + 10_000, endedAt: ten + 20 * MINUTE + 1 };
    expect(spanOf({ ...short, minutesFrom: 0 })).toEqual({ span: { from: ten, until: ten + 21 * MINUTE }, slotMs: MINUTE });
    expect(spanOf({ ...short, minutesFrom: ten + HOUR })).toEqual({ span: { from: ten, until: ten + 30 * MINUTE }, slotMs: 15 * MINUTE });
    expect(spanOf({ startedAt: ten, endedAt: ten + 400 * DAY, minutesFrom: 0 }).span.until).toBe(ten + 31 * DAY);
    expect(spanOf({ startedAt: ten, endedAt: ten, minutesFrom: 0 }).span.until).toBe(ten + MINUTE);
  });

  test("is compared with the same hours on the customer's clock, across a change of clocks too", () => {
    expect(weekBefore(span, { week: 1, zone: "UTC" })).toEqual({ from: ten - 7 * DAY, until: ten - 7 * DAY + HOUR, byMs: 7 * DAY });
    // Berlin's clocks went back on 25 October: eleven o'clock is an hour earlier in UTC two weeks before.
    expect(weekBefore(span, { week: 2, zone: "Europe/Berlin" })).toEqual({ from: ten - 14 * DAY - HOUR, until: ten - 14 * DAY, byMs: 14 * DAY + HOUR });
  });
});
