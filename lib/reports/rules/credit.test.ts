import { describe, expect, test } from "vitest";
import { DAY, MINUTE } from "#lib/core/time";
import { dueOf, uptimeOf } from "./credit.ts";

const percent = (value: number) => Math.round(value * 10_000);
const tiersOf = (...pairs: [number, number][]) => pairs.map(([below, credit]) => ({ belowPpm: percent(below), creditPpm: percent(credit) }));
const minutesInMonth = 43_200;
const month = { from: 0, until: minutesInMonth * MINUTE };
const failing = (minutes: readonly number[], { good = 0, total = 10 } = {}) => minutes.map((minute) => ({ at: minute * MINUTE, good, total }));
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

// reference: slo.md §1.4, tiers as each provider publishes them
const published = {
  "Google Compute Engine": tiersOf([99.99, 10], [99, 25], [95, 50]),
  "Google API services": tiersOf([99.9, 10], [99, 25], [95, 50]),
  "Amazon EC2, region": tiersOf([99.99, 10], [99, 30], [95, 100]),
  "Amazon EC2, instance": tiersOf([99.5, 10], [99, 30], [95, 100]),
  "Amazon DynamoDB": tiersOf([99.99, 10], [99, 25], [95, 100]),
  "Amazon S3": tiersOf([99.9, 10], [99, 25], [95, 100]),
  "TiDB Cloud": tiersOf([99.99, 10], [99, 25], [95, 100]),
  "Azure VM, sets": tiersOf([99.95, 10], [99, 25], [95, 100]),
};

describe("a tier holds below its bound and not at it", () => {
  for (const [name, tiers] of Object.entries(published)) {
    test(name, () => {
      const due = (ppm: number) => dueOf({ tiers, capPpm: 1_000_000, feeMinor: null }, { good: BigInt(ppm), total: 1_000_000n }).creditPpm;
      expect(due(1_000_000)).toBe(0);
      const [first, second, third] = tiers.toSorted((a, b) => b.belowPpm - a.belowPpm);
      for (const [tier, above] of [[first, 0], [second, first?.creditPpm], [third, second?.creditPpm]] as const) {
        expect(due(tier?.belowPpm ?? 0)).toBe(above);
        expect(due((tier?.belowPpm ?? 0) - 1)).toBe(tier?.creditPpm);
      }
      expect(due(0)).toBe(third?.creditPpm);
    });
  }
});

test("a credit is never more than the cap, and money is rounded down to the smallest unit", () => {
  const tiers = published["Amazon EC2, region"];
  expect(dueOf({ tiers, capPpm: 500_000, feeMinor: 99_999 }, { good: 0n, total: 1n })).toEqual({ belowPpm: 950_000, creditPpm: 500_000, amountMinor: 49_999 });
  expect(dueOf({ tiers, capPpm: 500_000, feeMinor: 99_999 }, { good: 1n, total: 1n })).toEqual({ belowPpm: null, creditPpm: 0, amountMinor: 0 });
});

const google = { method: "downtime", sliceMinutes: 1, downFromPpm: 50_000, minimumMinutes: 1 } as const;

describe("downtime", () => {
  test("is every minute in which more than the share fails: uptime is the minutes of the month less those, over all (Google)", () => {
    const up = uptimeOf(google, { slis: [failing(range(100, 20))], period: month });
    // 43,200 minutes with 20 down: 99.953703704 % (slo.md vector 21)
    expect([up.downtimeMs / MINUTE, Number((up.good * 1_000_000_000_000n) / up.total)]).toEqual([20, 999_537_037_037]);
  });

  test("needs more than the share, not as much", () => {
    const at = failing([5], { good: 95, total: 100 });
    const above = failing([5], { good: 94, total: 100 });
    expect([uptimeOf(google, { slis: [at], period: month }).downtimeMs, uptimeOf(google, { slis: [above], period: month }).downtimeMs]).toEqual([0, MINUTE]);
  });

  test("of failures that recover in less than five minutes does not count (CVM); a longer one counts from its beginning", () => {
    const cvm = { ...google, minimumMinutes: 5 };
    const up = uptimeOf(cvm, { slis: [failing([...range(10, 4), ...range(30, 5), ...range(60, 2), ...range(63, 2)])], period: month });
    expect(up.downtimes).toEqual([{ from: 30 * MINUTE, until: 35 * MINUTE }]);
  });

  test("is what any part had, counted once; what nobody asked for was up", () => {
    const up = uptimeOf(google, { slis: [failing(range(0, 10)), failing(range(5, 10)), failing([100], { good: 0, total: 0 })], period: month });
    expect(up.downtimes).toEqual([{ from: 0, until: 15 * MINUTE }]);
  });
});

test("the mean of every interval's failures: intervals without requests have none (Amazon S3)", () => {
  const s3 = { method: "average", sliceMinutes: 5, downFromPpm: 0, minimumMinutes: 1 } as const;
  const day = { from: 0, until: DAY };
  // Of 288 intervals one fails by half and two as a whole: (0.5 + 1 + 1) / 288 = 0.868055555… %
  const slices = [{ at: 0, good: 5, total: 10 }, { at: 5 * MINUTE, good: 0, total: 3 }, { at: 10 * MINUTE, good: 0, total: 1_000_000 }, { at: 15 * MINUTE, good: 7, total: 7 }];
  const up = uptimeOf(s3, { slis: [slices], period: day });
  expect(Number((up.good * 1_000_000_000n) / up.total)).toBe(991_319_444);
});
