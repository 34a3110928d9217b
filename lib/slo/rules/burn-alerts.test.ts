import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import type { BudgetState } from "../terms.ts";
import { burnText } from "./budget.ts";
import { type AlertRule, defaultAlertRules, isFiring, isReachable, lowestTargetPpm, nextBudgetState, thresholdOf } from "./burn-alerts.ts";
import { attainmentPercent, floorDecimal, isMet, percentOfPpm, ppmOfPercent } from "./counts.ts";
import type { Policy } from "./policy.ts";
import { policyProblems } from "./validation.ts";

const policy: Policy = { targetPpm: 999_000, window: { kind: "rolling", days: 30 }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0 };
const over = (days: number): Policy => ({ ...policy, window: { kind: "rolling", days } });
const burns = (of: Policy) => defaultAlertRules(of).map((rule) => `${rule.severity} ${rule.longMs / HOUR}h/${rule.shortMs / MINUTE}m ${burnText(thresholdOf(rule, of.window))}`);
const [fast] = defaultAlertRules(policy) as [AlertRule];

describe("alert rules", () => {
  test("are the Workbook's over 30 days, and its shares of the budget over others", () => {
    expect(burns(policy)).toEqual(["page 1h/5m 14.40", "page 6h/30m 6.00", "ticket 24h/120m 3.00", "ticket 72h/360m 1.00"]);
    expect(burns(over(28))).toEqual(["page 1h/5m 13.44", "page 6h/30m 5.60", "ticket 24h/120m 2.80", "ticket 72h/360m 0.93"]);
    expect(burns(over(7))).toEqual(["page 1h/5m 3.36", "page 6h/30m 1.40"]);
    expect(burns(over(90))).toEqual(["page 1h/5m 43.20", "page 6h/30m 18.00", "ticket 24h/120m 9.00", "ticket 72h/360m 3.00"]);
    expect(burns({ ...policy, window: { kind: "calendar", unit: "month", zone: "UTC" } })).toEqual(burns(policy));
  });

  test("leave out what can never fire: 14.4 needs more than 93.05 %, 43.2 more than 97.68 %", () => {
    expect([lowestTargetPpm(fast, policy.window), lowestTargetPpm(fast, over(90).window)]).toEqual([930_556, 976_852]);
    expect(burns({ ...policy, targetPpm: 930_000 })).toEqual(["page 6h/30m 6.00", "ticket 24h/120m 3.00", "ticket 72h/360m 1.00"]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 366 }), (targetPpm, days) => {
      const window = { kind: "rolling", days } as const;
      expect(isReachable(fast, { window, targetPpm })).toBe(targetPpm >= lowestTargetPpm(fast, window));
    }));
  });

  test("fire when both spans burn, go on while the long one does, and are quiet about one failure", () => {
    const hot = { good: 98_560, total: 100_000 };
    const cool = { good: 98_561, total: 100_000 };
    const fires = (long: typeof hot, short: typeof hot, isOpen = false) => isFiring(fast, { policy, seen: { long, short }, isOpen });
    expect([fires(hot, hot), fires(hot, cool), fires(cool, hot), fires(cool, cool)]).toEqual([true, false, false, false]);
    expect([fires(hot, cool, true), fires(cool, hot, true)]).toEqual([true, false]);
    expect([fires({ good: 9, total: 10 }, { good: 0, total: 1 }), fires({ good: 8, total: 10 }, { good: 0, total: 2 })]).toEqual([false, true]);
    expect(fires({ good: 0, total: 0 }, { good: 0, total: 0 })).toBe(false);
  });

  test("are quiet below the minimum traffic", () => {
    const seen = { long: { good: 0, total: 99 }, short: { good: 0, total: 50 } };
    const fires = (minimumTraffic: number) => isFiring(fast, { policy: { ...policy, minimumTraffic }, seen, isOpen: false });
    expect([fires(100), fires(99)]).toEqual([false, true]);
  });
});

describe("the state of a budget", () => {
  test("does not flicker: at risk from 20 to 25 %, exhausted from 0 to 2 %", () => {
    const walk = [500_000, 200_001, 200_000, 249_999, 250_000, 100_000, 1, 0, 19_999, 20_000, 240_000, 260_000, -5, null, 210_000];
    const states: BudgetState[] = [];
    for (const left of walk) states.push(nextBudgetState(states.at(-1) ?? "healthy", left));
    expect(states).toEqual(["healthy", "healthy", "at_risk", "at_risk", "healthy", "at_risk", "at_risk", "exhausted", "exhausted", "at_risk", "at_risk", "healthy", "exhausted", "no_data", "healthy"]);
  });
});

describe("a definition is refused", () => {
  const fields = (changes: Partial<Policy>, alerts: readonly AlertRule[] = []) => policyProblems({ ...policy, ...changes }, { alerts, minutesKeptDays: 40 }).map(({ field }) => field);
  const slices = { method: "timeslices", sliceMinutes: 5, sliceTargetPpm: 990_000 } as const;

  test.each<[string, Partial<Policy>, string[]]>([
    ["without a budget", { targetPpm: 1_000_000 }, ["target"]],
    ["without a target", { targetPpm: 0 }, ["target"]],
    ["over no days", { window: { kind: "rolling", days: 0 } }, ["window"]],
    ["in no zone", { window: { kind: "calendar", unit: "month", zone: "Mars/Olympus" } }, ["window"]],
    ["with slices of seven minutes", { ...slices, sliceMinutes: 7 }, ["slice"]],
    ["with slices whose minutes are gone before the window ends", { ...slices, window: { kind: "rolling", days: 90 } }, ["slice"]],
    ["with slices and no share that makes a good one", { ...slices, sliceTargetPpm: null }, ["sliceTarget"]],
    ["with a share where slices count by their ratio", { ...slices, method: "ratio_timeslices" }, ["sliceTarget"]],
    ["with slices of occurrences", { sliceMinutes: 5 }, ["slice"]],
    ["with missing occurrences", { noData: "bad" }, ["noData"]],
    ["with half an event", { minimumTraffic: 0.5 }, ["minimumTraffic"]],
  ])("%s", (_, changes, expected) => expect(fields(changes)).toEqual(expected));

  test("with alerts that can never fire, look back too far or see less than a slice", () => {
    expect(fields({ targetPpm: 900_000 }, [fast])).toEqual(["alerts"]);
    expect(fields({ window: { kind: "rolling", days: 2 } }, [{ ...fast, longMs: 3 * DAY }])).toEqual(["alerts"]);
    expect(fields({ ...slices, sliceMinutes: 15 }, [fast])).toEqual(["alerts"]);
    expect(fields({}, [{ ...fast, shortMs: HOUR }])).toEqual(["alerts"]);
    expect(fields({ ...slices }, defaultAlertRules({ ...policy, ...slices }))).toEqual([]);
  });

  test("by default alerts never", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 366 }), (targetPpm, days) => {
      const own = { ...policy, targetPpm, window: { kind: "rolling", days } as const };
      expect(fields(own, defaultAlertRules(own))).toEqual([]);
    }));
  });
});

describe("numbers are drawn", () => {
  test("rounded down, so that 99.8999 never reads 99.90", () => {
    expect(attainmentPercent({ good: 998_999, total: 1_000_000 }, 2)).toBe("99.89");
    expect([floorDecimal(-1n, 3n, 2), floorDecimal(2n, 1n, 0), floorDecimal(0n, 1n, 3)]).toEqual(["−0.34", "2", "0.000"]);
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000_000 }), (good, bad) => {
      const counts = { good, total: good + bad };
      const drawn = Number(attainmentPercent(counts, 3));
      expect(drawn).toBeLessThan(100);
      expect(isMet(counts, Math.round(drawn * 10_000))).toBe(true);
    }));
  });

  test("and read back as they were typed", () => {
    expect(["99.95", "99,9 %", "100", "0.0001", "99.99999", "101", "", "-1"].map(ppmOfPercent)).toEqual([999_500, 999_000, 1_000_000, 1, null, null, null, null]);
    expect([999_500, 999_999, 900_000, 1_000_000].map(percentOfPpm)).toEqual(["99.95", "99.9999", "90", "100"]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => ppmOfPercent(percentOfPpm(ppm)) === ppm));
  });
});
