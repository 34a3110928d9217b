import { describe, expect, test } from "vitest";
import { calendarPeriod, completedPeriods } from "./calendar.ts";

const hours = ({ from, until }: { from: number; until: number }) => (until - from) / 3_600_000;
const at = (text: string) => Date.parse(text);

describe("a calendar period", () => {
  test.each([
    ["2026-03-15T12:00Z", "America/New_York", 743],
    ["2026-11-15T12:00Z", "America/New_York", 721],
    ["2026-03-15T12:00Z", "Europe/Berlin", 743],
    ["2026-10-15T12:00Z", "Europe/Berlin", 745],
    ["2028-02-10T12:00Z", "UTC", 696],
    ["2027-02-10T12:00Z", "Asia/Kolkata", 672],
  ])("of a month around %s in %s is %i hours long", (instant, zone, length) => {
    expect(hours(calendarPeriod(at(instant), "month", zone))).toBe(length);
  });

  test("begins at midnight of the zone, also where that is a half hour of UTC", () => {
    expect(calendarPeriod(at("2027-02-10T12:00Z"), "month", "Asia/Kolkata").from).toBe(at("2027-01-31T18:30Z"));
    expect(calendarPeriod(at("2026-07-10T12:00Z"), "month", "Asia/Kathmandu").from).toBe(at("2026-06-30T18:15Z"));
  });

  test("has weeks from Monday, quarters and years", () => {
    expect(calendarPeriod(at("2026-11-29T23:59Z"), "week", "UTC")).toEqual({ from: at("2026-11-23T00:00Z"), until: at("2026-11-30T00:00Z") });
    expect(calendarPeriod(at("2026-05-29T00:00Z"), "quarter", "UTC")).toEqual({ from: at("2026-04-01T00:00Z"), until: at("2026-07-01T00:00Z") });
    expect(hours(calendarPeriod(at("2028-05-29T00:00Z"), "year", "UTC"))).toBe(366 * 24);
  });

  test("is followed by the next without gap or overlap, in every zone", () => {
    for (const zone of ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]) {
      for (const unit of ["day", "week", "month", "quarter", "year"] as const) {
        const periods = completedPeriods(at("2027-01-15T00:00Z"), 14, { unit, zone });
        const current = calendarPeriod(at("2027-01-15T00:00Z"), unit, zone);
        expect([...periods, current].slice(1).map(({ from }) => from)).toEqual(periods.map(({ until }) => until));
      }
    }
  });
});
