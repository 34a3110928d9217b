import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBad, pooled, weighted } from "./composite.ts";
import { attainmentPercent } from "./counts.ts";

describe("a composite", () => {
  test("weighs the ratios of its parts: what a part burns, times its weight, burns the whole", () => {
    const parts = [{ good: 99, total: 100, weight: 3 }, { good: 1_000_000, total: 1_000_000, weight: 1 }];
    expect(attainmentPercent(weighted(parts), 4)).toBe("99.2500");
    expect(attainmentPercent(pooled(parts), 4)).toBe("99.9999");
  });

  test("leaves out a part without counts, and says nothing when there is no other", () => {
    expect(weighted([{ good: 1, total: 2, weight: 1 }, { good: 0, total: 0, weight: 9 }])).toEqual({ good: 500_000_000, total: 1_000_000_000 });
    expect([weighted([]), anyBad([]), pooled([]), anyBad([[null], [null]])]).toEqual(Array(4).fill({ good: 0, total: 0 }));
  });

  test("with any bad slice is never better than its worst part", () => {
    const verdicts = fc.array(fc.array(fc.constantFrom("good" as const, "bad" as const), { minLength: 20, maxLength: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(verdicts, (parts) => {
      const { good, total } = anyBad(parts);
      expect(total).toBe(20);
      expect(good).toBeLessThanOrEqual(Math.min(...parts.map((part) => part.filter((verdict) => verdict === "good").length)));
    }));
  });
});
