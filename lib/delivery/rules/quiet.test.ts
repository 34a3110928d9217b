import { describe, expect, test } from "vitest";
import { parseLocalDateTime } from "../../core/time.ts";
import { dueAfterQuiet } from "./quiet.ts";

const berlin = "Europe/Berlin";
const at = (local: string, zone = berlin) => parseLocalDateTime(local, zone) ?? Number.NaN;
const night = { from: 22 * 60, until: 7 * 60, timeZone: berlin };

describe("quiet hours", () => {
  test("hold a post back until their end, over midnight too, and nothing outside of them", () => {
    expect(dueAfterQuiet(at("2026-11-02T23:10"), night)).toBe(at("2026-11-03T07:00"));
    expect(dueAfterQuiet(at("2026-11-03T06:59"), night)).toBe(at("2026-11-03T07:00"));
    expect(dueAfterQuiet(at("2026-11-03T07:00"), night)).toBe(at("2026-11-03T07:00"));
    expect(dueAfterQuiet(at("2026-11-03T21:59"), night)).toBe(at("2026-11-03T21:59"));
    expect(dueAfterQuiet(at("2026-11-02T12:30"), { from: 12 * 60, until: 13 * 60, timeZone: berlin })).toBe(at("2026-11-02T13:00"));
  });

  test("end by the reader's clock in the nights in which clocks are changed", () => {
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    expect(dueAfterQuiet(at("2026-03-28T23:00"), night) - at("2026-03-28T23:00")).toBe(7 * 3_600_000);
    expect(dueAfterQuiet(at("2026-10-24T23:00"), night) - at("2026-10-24T23:00")).toBe(9 * 3_600_000);
  });

  test("whose end is skipped end when the clock is put forward, and whose end comes twice at the first that is ahead", () => {
    const early = { from: 22 * 60, until: 150, timeZone: berlin };
    expect(dueAfterQuiet(at("2026-03-29T01:00"), early)).toBe(at("2026-03-29T03:00"));
    const first = Date.parse("2026-10-25T00:30:00Z");
    expect(dueAfterQuiet(Date.parse("2026-10-25T00:10:00Z"), early)).toBe(first);
    expect(dueAfterQuiet(Date.parse("2026-10-25T01:10:00Z"), early)).toBe(first + 3_600_000);
  });

  test("that begin when they end are none", () => {
    expect(dueAfterQuiet(5, { from: 60, until: 60, timeZone: berlin })).toBe(5);
    expect(dueAfterQuiet(5, { from: null, until: null, timeZone: berlin })).toBe(5);
  });
});
