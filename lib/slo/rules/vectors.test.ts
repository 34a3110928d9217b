// The published answers of reference works and tools, one test each. Where a source printed a rounded or wrong figure, the exact one stands here.
import { describe, expect, test } from "vitest";
import { total } from "#lib/core/intervals";
import { DAY, HOUR, MINUTE, SECOND } from "#lib/core/time";
import { budgetLeftPpm, budgetMs, burnForShare, burnRate, burnText, errorBudget, highestBurn, isAtLeast, msToDetection, msToExhaustion, shareOfBudgetPpm } from "./budget.ts";
import { isReachable } from "./burn-alerts.ts";
import { anyBad, bestCasePercent, pooled, type SliceVerdict } from "./composite.ts";
import { attainmentPercent, floorDecimal, isMet, SLICE_PARTS } from "./counts.ts";
import { measure } from "./measure.ts";
import type { Policy } from "./policy.ts";
import type { Piece, Slice } from "./slices.ts";

const start = Date.UTC(2026, 0, 5);
const rolling = (days: number, policy: Partial<Policy> = {}): Policy => ({
  targetPpm: 999_000, window: { kind: "rolling", days }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, noData: "ignore", maintenance: "counts", minimumTraffic: 0, ...policy,
});
const slicesOf = (minutes: number, policy: Partial<Policy> = {}): Policy => rolling(7, { method: "timeslices", sliceMinutes: minutes, sliceTargetPpm: 990_000, ...policy });
/** So many slices from `from` on, of which the first are bad. */
const slices = (count: number, bad: number, { minutes, from = start }: { minutes: number; from?: number }): Slice[] =>
  Array.from({ length: count }, (_, index) => ({ at: from + index * minutes * MINUTE, good: index < bad ? 0 : 100, total: 100 }));
const figureOf = (policy: Policy, days: number, seen: { slices?: readonly Slice[]; pieces?: readonly Piece[] }) =>
  measure(policy, { at: start + days * DAY, since: start, counts: { good: 0, total: 0 }, slices: [], pieces: [], ...seen });
const days30 = 30 * DAY;
const burn = (value: bigint) => ({ numerator: value, denominator: 1n });

describe("published answers", () => {
  test("1: twelve hours with one bad slice of five minutes (Datadog)", () => {
    const seen = slices(144, 1, { minutes: 5 });
    const { counts } = measure(slicesOf(5), { at: start + 12 * HOUR, since: start, counts: { good: 0, total: 0 }, slices: seen, pieces: [] });
    expect([counts, attainmentPercent(counts, 5)]).toEqual([{ good: 143, total: 144 }, "99.30555"]);
  });

  test("2: two groups, five bad minutes each, never together: all must be up (Datadog)", () => {
    const group = (bad: number) => Array.from({ length: 144 }, (_, index): SliceVerdict => (index === bad ? "bad" : "good"));
    const counts = anyBad([group(3), group(9)]);
    expect([counts, attainmentPercent(counts, 4)]).toEqual([{ good: 142, total: 144 }, "98.6111"]);
  });

  test("3: an hour down in a week of which a day is taken out, and of which none is (Datadog)", () => {
    const seen = slices(10_080, 60, { minutes: 1 });
    const day = Array.from({ length: 1_440 }, (_, index): Piece => ({ from: start + 2 * DAY + index * MINUTE, until: start + 2 * DAY + (index + 1) * MINUTE, good: 100, total: 100, effect: "removed" }));
    const bad = (pieces: Piece[]) => figureOf(slicesOf(1), 7, { slices: seen, pieces }).counts;
    expect(bad(day)).toEqual({ good: 8_580, total: 8_640 });
    expect(floorDecimal(60n * 100n, 8_640n, 4)).toBe("0.6944");
    expect(bad([])).toEqual({ good: 10_020, total: 10_080 });
    expect(floorDecimal(60n * 100n, 10_080n, 4)).toBe("0.5952");
  });

  test("4: burning at ten, 99.9 % (Datadog)", () => {
    const rate = burnRate(999_000, { good: 990, total: 1_000 });
    expect(rate && [burnText(rate), msToExhaustion(1_000_000, rate, days30)]).toEqual(["10.00", 3 * DAY]);
  });

  test("5: 9 900 of 10 000 (Kibana)", () => expect(attainmentPercent({ good: 9_900, total: 10_000 })).toBe("99.000"));

  test("6: missing slices are good ones (Kibana)", () => {
    const { counts } = figureOf(slicesOf(5, { noData: "good" }), 7, { slices: slices(1_800, 50, { minutes: 5 }) });
    expect([counts, attainmentPercent(counts, 5)]).toEqual([{ good: 1_966, total: 2_016 }, "97.51984"]);
  });

  test("7: 99.5 % against 99.9 % (Kibana)", () => {
    const counts = { good: 995_000, total: 1_000_000 };
    expect([budgetLeftPpm(999_000, counts), errorBudget(999_000, counts)]).toEqual([-4_000_000, { allowed: 1_000, spent: 5_000, left: -4_000 }]);
  });

  test("8: burns of 0.5 and 10 (Kibana)", () => {
    const text = (good: number) => burnText(burnRate(999_000, { good, total: 10_000 }) ?? burn(0n));
    expect([text(9_995), text(9_900)]).toEqual(["0.50", "10.00"]);
  });

  test("9: 2 000 s down in a day at 99 % (OneUptime)", () => {
    const counts = { good: 86_400 - 2_000, total: 86_400 };
    expect(errorBudget(990_000, counts)).toEqual({ allowed: 864, spent: 2_000, left: -1_136 });
    expect(budgetLeftPpm(990_000, counts)).toBe(-1_314_815);
    expect(floorDecimal(-1_136n * 100n, 864n, 10)).toBe("−131.4814814815");
  });

  test("10: half of a day's 8.64 s at 99.99 % (OneUptime)", () => {
    const counts = { good: 86_400_000 - 4_320, total: 86_400_000 };
    expect([errorBudget(999_900, counts), budgetLeftPpm(999_900, counts)]).toEqual([{ allowed: 8_640, spent: 4_320, left: 4_320 }, 500_000]);
  });

  test("11 and 12: seconds of an hour and of five minutes as burn (OneUptime)", () => {
    const text = (bad: number, of: number) => burnText(burnRate(999_000, { good: (of - bad) * 1_000, total: of * 1_000 }) ?? burn(0n), 4);
    expect([text(51.84, 3_600), text(20, 300), text(20, 3_600)]).toEqual(["14.4000", "66.6666", "5.5555"]);
  });

  test("13: one of two down for an hour: union and average (OneUptime)", () => {
    const down = Array.from({ length: 120 }, (_, minute): SliceVerdict => (minute < 60 ? "bad" : "good"));
    const up = down.map((): SliceVerdict => "good");
    const any = anyBad([down, up]);
    const all = pooled([{ good: 60, total: 120 }, { good: 120, total: 120 }]);
    expect([any.total - any.good, (all.total - all.good) / 2]).toEqual([60, 30]);
  });

  test("14: one of two was there on the last day only, and down (OneUptime)", () => {
    const [a, b] = [Array<SliceVerdict>(18).fill("good"), [...Array<SliceVerdict>(17).fill(null), "bad" as const]];
    expect(attainmentPercent(anyBad([a, b]), 10)).toBe("94.4444444444");
    expect(attainmentPercent(pooled([{ good: 18, total: 18 }, { good: 0, total: 1 }]), 10)).toBe("94.7368421052");
  });

  test("15: outages that overlap count once (OneUptime)", () => {
    expect(total([{ from: 10 * HOUR, until: 11 * HOUR }, { from: 10.5 * HOUR, until: 11.5 * HOUR }])).toBe(5_400 * SECOND);
  });

  test("16: two weeks of minutes at 95 % (OpenSLO)", () => {
    const figure = figureOf(slicesOf(1, { window: { kind: "rolling", days: 14 }, targetPpm: 950_000 }), 14, { slices: slices(20_160, 0, { minutes: 1 }) });
    expect([figure.counts.total, figure.budget.allowed, figure.time.budgetMs]).toEqual([20_160, 1_008, 16 * HOUR + 48 * MINUTE]);
  });

  test("17: an attack on a base of 99 % ends the budget of ratio slices after 13 h 42 min (OpenSLO, who print 13 h 45 min)", () => {
    const policy = rolling(14, { method: "ratio_timeslices", sliceMinutes: 1, targetPpm: 950_000 });
    const attacked = (minutes: number) => Array.from({ length: 20_160 }, (_, index): Slice => ({ at: start + index * MINUTE, good: index < minutes ? 1 : 99, total: 100 }));
    expect([822, 823].map((minutes) => figureOf(policy, 14, { slices: attacked(minutes) }).isMet)).toEqual([true, false]);
    expect(figureOf(policy, 14, { slices: attacked(0) }).counts).toEqual({ good: 20_160 * 990_000_000, total: 20_160 * SLICE_PARTS });
    expect(floorDecimal(4n * 20_160n, 98n, 3)).toBe("822.857");
  });

  test("18: a week of minutes at 99.95 % (OpenSLO)", () => {
    const figure = figureOf(slicesOf(1, { targetPpm: 999_500 }), 7, { slices: slices(10_080, 0, { minutes: 1 }) });
    expect([figure.counts.total, figure.time.budgetMs]).toEqual([10_080, 5 * MINUTE + 2_400]);
  });

  test("19: half of twelve hours' events at 90 % (slo-generator)", () => {
    const counts = { good: 3_556, total: 7_112 };
    const rate = burnRate(900_000, counts);
    expect([attainmentPercent(counts, 0), isMet(counts, 900_000), rate && burnText(rate)]).toEqual(["50", false, "5.00"]);
    expect([budgetMs(900_000, 12 * HOUR), budgetLeftPpm(900_000, counts)]).toEqual([72 * MINUTE, -4_000_000]);
  });

  test("20: 47 minutes down in 30 days at 99.9 % miss it by 3.8 minutes", () => expect(47 * MINUTE - budgetMs(999_000, days30)).toBe(3.8 * MINUTE));

  test("21: 20 and 5 minutes down in 30 days", () => {
    const text = (bad: number) => attainmentPercent({ good: 43_200 - bad, total: 43_200 }, 9);
    expect([text(20), text(5)]).toEqual(["99.953703703", "99.988425925"]);
  });

  test("22: how long absence goes on before Pyrra tells", () => {
    expect(msToDetection({ targetPpm: 999_000, failingPpm: 1_000_000, burn: burn(14n), spanMs: HOUR })).toBe(50_400);
  });

  test("23: a window of ten minutes at the target (Workbook 5-1)", () => {
    expect(msToDetection({ targetPpm: 999_000, failingPpm: 1_000_000, burn: burn(1n), spanMs: 10 * MINUTE })).toBe(600);
    expect(shareOfBudgetPpm(burn(1n), { periodMs: days30, spanMs: 10 * MINUTE })).toBe(231);
    expect(DAY / (10 * MINUTE)).toBe(144);
  });

  test("24: a window of 36 hours (Workbook 5-2)", () => {
    expect(shareOfBudgetPpm(burn(1n), { periodMs: days30, spanMs: 36 * HOUR })).toBe(50_000);
    expect(msToDetection({ targetPpm: 999_000, failingPpm: 1_000_000, burn: burn(1n), spanMs: 36 * HOUR })).toBe(129_600);
  });

  test("25: waiting an hour in a total outage (Workbook 5-3)", () => {
    expect(shareOfBudgetPpm(highestBurn(999_000), { periodMs: days30, spanMs: HOUR })).toBe(1_388_888);
    expect(shareOfBudgetPpm(highestBurn(999_000), { periodMs: days30, spanMs: 15 * MINUTE })).toBe(347_222);
  });

  test("26: five percent in an hour (Workbook 5-5)", () => {
    const threshold = burnForShare(50_000, { periodMs: days30, spanMs: HOUR });
    expect(burnText(threshold)).toBe("36.00");
    expect(HOUR - msToDetection({ targetPpm: 999_000, failingPpm: 1_000_000, burn: threshold, spanMs: HOUR })).toBe(57.84 * MINUTE);
    expect(isAtLeast(burn(35n), threshold)).toBe(false);
    expect(msToExhaustion(1_000_000, burn(35n), days30)).toBe(Math.floor(days30 / 35));
  });

  test("27: 15 % errors for ten minutes, over an hour and over five minutes (Workbook, multiwindow)", () => {
    const threshold = burnForShare(20_000, { periodMs: days30, spanMs: HOUR });
    const crossed = (spanMs: number) => msToDetection({ targetPpm: 999_000, failingPpm: 150_000, burn: threshold, spanMs });
    expect([crossed(HOUR), 5 * MINUTE - crossed(5 * MINUTE), HOUR - crossed(HOUR)]).toEqual([5.76 * MINUTE, 4.52 * MINUTE, 54.24 * MINUTE]);
  });

  test("28: at 90 % two percent in an hour can never fire", () => {
    const rule = { severity: "page", sharePpm: 20_000, longMs: HOUR, shortMs: 5 * MINUTE } as const;
    expect(isReachable(rule, { window: { kind: "rolling", days: 30 }, targetPpm: 900_000 })).toBe(false);
    expect(shareOfBudgetPpm(highestBurn(900_000), { periodMs: days30, spanMs: HOUR })).toBe(13_888);
  });

  test("29: a total outage at 99.999 %, and one for a hundredth", () => {
    expect(msToExhaustion(1_000_000, highestBurn(999_990), days30)).toBe(25_920);
    expect(msToExhaustion(1_000_000, burnRate(999_990, { good: 99, total: 100 }) ?? burn(0n), days30)).toBe(43.2 * MINUTE);
  });

  test("30 to 32: the Workbook's load balancer", () => {
    const seen = { good: 3_557_865, total: 3_663_253 };
    expect(attainmentPercent(seen)).toBe("97.123");
    expect([970_000, 900_000, 990_000].map((target) => errorBudget(target, seen).allowed)).toEqual([109_897, 366_325, 36_632]);
    expect(floorDecimal(14_066n * 100n, 109_897n, 3)).toBe("12.799");
  });

  test("33: 1 500 of 3 000 000 at 99.9 %", () => {
    const seen = { good: 2_998_500, total: 3_000_000 };
    expect([errorBudget(999_000, seen).allowed, budgetLeftPpm(999_000, seen)]).toEqual([3_000, 500_000]);
  });

  test("34: a customer at 99 % on a platform of five nines", () => expect(bestCasePercent([990_000, 999_990], 5)).toBe("98.99901"));
});

describe("published tables", () => {
  test.each([
    [990_000, 7, "1h40m48s"], [990_000, 28, "6h43m12s"], [990_000, 30, "7h12m0s"], [990_000, 90, "21h36m0s"],
    [995_000, 7, "0h50m24s"], [995_000, 28, "3h21m36s"], [995_000, 90, "10h48m0s"], [999_000, 7, "0h10m4s"], [999_000, 28, "0h40m19s"],
    [999_000, 30, "0h43m12s"], [999_000, 90, "2h9m36s"], [999_500, 28, "0h20m9s"], [999_900, 30, "0h4m19s"], [999_900, 90, "0h12m57s"], [999_990, 365, "0h5m15s"],
  ])("a budget of %i parts per million over %i days is %s, floored", (target, days, text) => {
    const ms = budgetMs(target, days * DAY);
    expect(`${Math.floor(ms / HOUR)}h${Math.floor((ms % HOUR) / MINUTE)}m${Math.floor((ms % MINUTE) / SECOND)}s`).toBe(text);
  });

  test.each([[7, ["3.36", "1.40"]], [28, ["13.44", "5.60"]], [30, ["14.40", "6.00"]], [90, ["43.20", "18.00"]]])("burns for 2 %% in an hour and 5 %% in six over %i days", (days, texts) => {
    const of = (share: number, hours: number) => burnText(burnForShare(share, { periodMs: days * DAY, spanMs: hours * HOUR }));
    expect([of(20_000, 1), of(50_000, 6)]).toEqual(texts);
  });
});
