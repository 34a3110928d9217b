import fc from "fast-check";
import { expect, test } from "vitest";
import { componentStates } from "../../catalog/terms.ts";
import { DAY, HOUR, lastDays, MINUTE } from "../../core/time.ts";
import { dayBars, worstLine } from "./days.ts";

const zone = "Europe/Berlin";
const now = Date.UTC(2026, 10, 23, 13, 18);
const days = lastDays(now, 90, zone);

test("a day shows its worst state and how long it lasted, in the page's own zone", () => {
  const midnight = Date.UTC(2026, 10, 19, 23);
  const line = worstLine([{ state: "partial_outage", from: midnight - 10 * MINUTE, until: midnight + 20 * MINUTE }, { state: "degraded_performance", from: midnight + 20 * MINUTE, until: midnight + 50 * MINUTE }], now);
  const bars = dayBars(days, { line, startedAt: 0 });
  expect(bars.find((bar) => bar.date === "2026-11-19")).toEqual({ date: "2026-11-19", state: "partial_outage", downtimeMs: 10 * MINUTE, affectedMs: 10 * MINUTE });
  expect(bars.find((bar) => bar.date === "2026-11-20")).toEqual({ date: "2026-11-20", state: "partial_outage", downtimeMs: 20 * MINUTE, affectedMs: 50 * MINUTE });
  expect(bars.filter((bar) => bar.state !== "operational")).toHaveLength(2);
});

test("an open interval reaches to now and not further", () => {
  const bars = dayBars(days, { line: worstLine([{ state: "major_outage", from: now - HOUR, until: null }], now), startedAt: 0 });
  expect(bars.at(-1)).toEqual({ date: "2026-11-23", state: "major_outage", downtimeMs: HOUR, affectedMs: HOUR });
});

test("before a component existed there is no data, not a good day", () => {
  const startedAt = now - 10 * DAY;
  const bars = dayBars(days, { line: [], startedAt });
  expect(bars.filter((bar) => bar.state === "no_data")).toHaveLength(79);
  expect(bars.filter((bar) => bar.state === "operational")).toHaveLength(11);
});

test("the days' times add up to the whole, also over changes of the clock", () => {
  const interval = fc.record({ state: fc.constantFrom(...componentStates), from: fc.integer({ min: now - 100 * DAY, max: now }), length: fc.integer({ min: 0, max: 20 * DAY }) });
  fc.assert(fc.property(fc.array(interval, { maxLength: 8 }), fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York"), (list, anyZone) => {
    const line = worstLine(list.map((one) => ({ ...one, until: one.from + one.length })), now);
    const window = lastDays(now, 90, anyZone);
    const start = window[0]?.from ?? 0;
    const outage = line.filter((piece) => piece.state === "major_outage" || piece.state === "partial_outage");
    const whole = outage.reduce((sum, piece) => sum + Math.max(0, piece.until - Math.max(start, piece.from)), 0);
    expect(dayBars(window, { line, startedAt: 0 }).reduce((sum, bar) => sum + bar.downtimeMs, 0)).toBe(whole);
  }));
});
