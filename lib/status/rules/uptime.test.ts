import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { componentStates } from "../../catalog/terms.ts";
import { DAY, HOUR, MINUTE } from "../../core/time.ts";
import { worstLine } from "./days.ts";
import { formatUptime, meanPpm, uptimePpm } from "./uptime.ts";

const window = { from: 0, until: 100 * MINUTE };
const from = (state: (typeof componentStates)[number], minutes: number) => [{ state, from: 0, until: minutes * MINUTE }];

describe("uptime", () => {
  test.each([
    ["major_outage", 10, 900_000],
    ["partial_outage", 10, 970_000],
    ["degraded_performance", 100, 1_000_000],
    ["under_maintenance", 100, 1_000_000],
    ["major_outage", 100, 0],
    ["partial_outage", 100, 700_000],
  ] as const)("with %s for %d of 100 minutes is %d ppm", (state, minutes, ppm) => {
    expect(uptimePpm(from(state, minutes), window)).toBe(ppm);
  });

  test("counts a time with two incidents once, by the worse", () => {
    const line = worstLine([{ state: "partial_outage", from: 0, until: 20 * MINUTE }, { state: "major_outage", from: 10 * MINUTE, until: 20 * MINUTE }], window.until);
    expect(uptimePpm(line, window)).toBe(870_000);
  });

  test("of an empty window does not exist", () => {
    expect(uptimePpm([], { from: 5, until: 5 })).toBeNull();
    expect(meanPpm([null, null])).toBeNull();
    expect(meanPpm([null, 999_999, 999_998])).toBe(999_998);
  });

  test("is never perfect after a millisecond of outage in a year, and always within bounds", () => {
    expect(uptimePpm([{ state: "partial_outage", from: 0, until: 1 }], { from: 0, until: 365 * DAY })).toBe(999_999);
    const interval = fc.record({ state: fc.constantFrom(...componentStates), from: fc.integer({ min: 0, max: 90 * DAY }), length: fc.integer({ min: 0, max: 10 * DAY }) });
    fc.assert(fc.property(fc.array(interval, { maxLength: 20 }), (list) => {
      const line = worstLine(list.map(({ state, from: start, length }) => ({ state, from: start, until: start + length })), 90 * DAY);
      const ppm = uptimePpm(line, { from: 0, until: 90 * DAY }) ?? -1;
      const isDown = line.some((piece) => piece.state === "major_outage" || piece.state === "partial_outage");
      expect(ppm).toBeGreaterThanOrEqual(0);
      expect(ppm === 1_000_000).toBe(!isDown);
    }));
  });

  test("one more interval never improves it", () => {
    const interval = fc.record({ state: fc.constantFrom(...componentStates), from: fc.integer({ min: 0, max: 40 * HOUR }), length: fc.integer({ min: 1, max: 10 * HOUR }) });
    const ppm = (list: { state: (typeof componentStates)[number]; from: number; length: number }[]) => uptimePpm(worstLine(list.map((one) => ({ ...one, until: one.from + one.length })), 50 * HOUR), { from: 0, until: 50 * HOUR }) ?? 0;
    fc.assert(fc.property(fc.array(interval, { maxLength: 10 }), interval, (list, more) => {
      expect(ppm([...list, more])).toBeLessThanOrEqual(ppm(list));
    }));
  });
});

test.each([
  [998_999, 2, "99.89 %"],
  [999_999, 2, "99.99 %"],
  [999_999, 3, "99.999 %"],
  [1_000_000, 2, "100.00 %"],
  [1_000_000, 3, "100.000 %"],
  [998_710, 3, "99.871 %"],
  [999_949, 1, "99.9 %"],
  [999_999, 0, "99 %"],
  [0, 2, "0.00 %"],
  [50_500, 2, "5.05 %"],
] as const)("%d ppm with %d decimals reads %s, never rounded up", (ppm, decimals, text) => {
  expect(formatUptime(ppm, decimals)).toBe(text);
});
