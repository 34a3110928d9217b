import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays, addMonths, DAY, daysBetween, formatAgo, formatDuration, formatInstant, formatRelative, formatSpan, HOUR, type InstantStyle,
  isTimeZone, lastDays, localDate, MINUTE, parseInstant, parseLocalDateTime, startOfDay, startOfMonth, toIsoWithOffset, toLocalDateTime, toRfc822,
} from "./time.ts";

const at = Date.UTC(2026, 10, 23, 13, 30);
const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "Asia/Kolkata", "Australia/Sydney", "Etc/UTC"];
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 11, 31) });

describe("an instant reads", () => {
  test.each<[InstantStyle, string]>([
    ["clock", "14:30"],
    ["time", "14:30 CET"],
    ["timeUtc", "14:30 CET (13:30 UTC)"],
    ["date", "23 Nov 2026"],
    ["dayMonth", "23 Nov"],
    ["weekday", "Mon 23 Nov"],
    ["month", "November 2026"],
    ["dateTime", "23 Nov 2026, 14:30 CET"],
    ["full", "23 Nov 2026, 14:30 CET (13:30 UTC)"],
  ])("as %s: %s", (style, text) => {
    expect(formatInstant(at, "Europe/Berlin", style)).toBe(text);
  });

  test.each([
    ["America/New_York", "08:30 EST (13:30 UTC)"],
    ["Asia/Kolkata", "19:00 IST (13:30 UTC)"],
    ["Australia/Sydney", "00:30 AEDT (23 Nov, 13:30 UTC)"],
    ["Asia/Kathmandu", "19:15 UTC+5:45 (13:30 UTC)"],
    ["Etc/UTC", "13:30 UTC"],
    ["UTC", "13:30 UTC"],
  ])("in %s: %s, with UTC's day where it is another", (zone, text) => {
    expect(formatInstant(at, zone, "timeUtc")).toBe(text);
  });

  test("midnight is 00:00, and before 1970 is no exception", () => {
    expect(formatInstant(Date.UTC(2026, 10, 22, 23), "Europe/Berlin", "dateTime")).toBe("23 Nov 2026, 00:00 CET");
    expect(formatInstant(-1, "Etc/UTC", "dateTime")).toBe("31 Dec 1969, 23:59 UTC");
  });

  test("a span names its second day only when there is one", () => {
    expect(formatSpan(at, at + HOUR, "Europe/Berlin")).toBe("Mon 23 Nov 2026, 14:30–15:30 CET");
    expect(formatSpan(at, at + 20 * HOUR, "Europe/Berlin")).toBe("Mon 23 Nov 2026, 14:30 – Tue 24 Nov, 10:30 CET");
  });
});

test.each([
  [0, "0 s"], [-5, "0 s"], [59_999, "59 s"], [MINUTE, "1 min"], [26 * MINUTE + 3_000, "26 min"], [HOUR, "1 h"], [3 * HOUR + 5 * MINUTE, "3 h 5 min"], [DAY, "1 d"], [2 * DAY + 4 * HOUR + 59 * MINUTE, "2 d 4 h"],
])("%d ms lasts %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [12 * MINUTE, "in 12 min"], [11 * MINUTE + 57_000, "in 12 min"], [1, "in 1 min"], [0, "now"], [-59_000, "now"], [-4 * MINUTE - 30_000, "4 min late"], [90 * MINUTE, "in 1 h 30 min"],
])("due in %d ms reads %s", (ms, text) => {
  expect(formatRelative(at + ms, at)).toBe(text);
});

test("ago", () => {
  expect([formatAgo(at - 30_000, at), formatAgo(at - 26 * MINUTE, at)]).toEqual(["just now", "26 min ago"]);
});

describe("a wall clock time of a form", () => {
  test.each([
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", "skipped: moves forward"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "doubled: the first"],
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00Z", "skipped"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z", "doubled"],
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "skipped half an hour"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "doubled half an hour"],
    ["2026-11-23T14:30", "Asia/Kathmandu", "2026-11-23T08:45:00Z", "quarter hours"],
    ["2028-02-29T12:00", "Pacific/Apia", "2028-02-28T23:00:00Z", "leap day"],
    ["2026-11-23", "Europe/Berlin", "2026-11-22T23:00:00Z", "a date is its beginning"],
  ])("%s in %s is %s (%s)", (text, zone, instant) => {
    expect(parseLocalDateTime(text, zone)).toBe(Date.parse(instant));
  });

  test.each(["", "2026-13-01T00:00", "2026-02-30T10:00", "2026-11-23T25:00", "23.11.2026", "2026-11-23T14:30Z", "2026-11-23T14:30[Europe/Paris]"])("%j is refused", (text) => {
    expect(parseLocalDateTime(text, "Europe/Berlin")).toBeNull();
  });

  test("comes back as it was shown, in every zone, unless the clock was set back in between", () => {
    fc.assert(fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const minute = Math.floor(instant / MINUTE) * MINUTE;
      const back = parseLocalDateTime(toLocalDateTime(minute, zone), zone) ?? 0;
      expect(toLocalDateTime(back, zone)).toBe(toLocalDateTime(minute, zone));
      expect([0, HOUR, HOUR / 2]).toContain(minute - back);
    }));
  });
});

describe("calendar days", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29", 23], ["Europe/Berlin", "2026-10-25", 25], ["America/New_York", "2026-03-08", 23], ["America/New_York", "2026-11-01", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5], ["Australia/Lord_Howe", "2026-04-05", 24.5], ["Asia/Kathmandu", "2026-03-29", 24],
  ])("in %s %s has %d hours", (zone, date, hours) => {
    const noon = parseLocalDateTime(`${date}T12:00`, zone) ?? 0;
    expect(addDays(startOfDay(noon, zone), 1, zone) - startOfDay(noon, zone)).toBe(hours * HOUR);
  });

  test("join without gap or overlap, end with today, and each begins at its first instant", () => {
    fc.assert(fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const days = lastDays(instant, 90, zone);
      expect(days).toHaveLength(90);
      expect(days.slice(1).map((day) => day.from)).toEqual(days.slice(0, -1).map((day) => day.until));
      expect(days.at(-1)?.date).toBe(localDate(instant, zone));
      expect(days.every((day) => startOfDay(day.from, zone) === day.from && localDate(day.until - 1, zone) === day.date)).toBe(true);
    }), { numRuns: 40 });
  });

  test("are counted by the calendar, not by hours", () => {
    const [before, after] = [Date.UTC(2026, 2, 28, 22, 30), Date.UTC(2026, 2, 28, 23, 30)];
    expect(daysBetween(before, after, "Europe/Berlin")).toBe(1);
    expect(daysBetween(after, before, "Europe/Berlin")).toBe(-1);
    expect(daysBetween(before, after, "Etc/UTC")).toBe(0);
  });

  test("the day that Apia skipped is empty, and the days around it join", () => {
    const days = lastDays(Date.UTC(2011, 11, 30, 12), 3, "Pacific/Apia");
    expect(days.map((day) => day.until - day.from)).toEqual([DAY, 0, DAY]);
  });

  test("months begin at the zone's own midnight and may have 743 or 745 hours", () => {
    const hours = (month: number) => {
      const start = startOfMonth(Date.UTC(2026, month, 15), "Europe/Berlin");
      return (addMonths(start, 1, "Europe/Berlin") - start) / HOUR;
    };
    expect([hours(2), hours(9), hours(1)]).toEqual([743, 745, 672]);
  });
});

describe("wire formats", () => {
  test("carry the zone's offset, or Z in UTC", () => {
    const instant = Date.UTC(2021, 11, 7, 16, 6, 43, 178);
    expect(toIsoWithOffset(instant, "America/Denver")).toBe("2021-12-07T09:06:43.178-07:00");
    expect(toIsoWithOffset(instant, "Etc/UTC")).toBe("2021-12-07T16:06:43.178Z");
    expect(toIsoWithOffset(instant, "Asia/Kathmandu")).toBe("2021-12-07T21:51:43.178+05:45");
    expect(toRfc822(instant)).toBe("Tue, 07 Dec 2021 16:06:43 GMT");
  });

  test("come back as the same instant from every zone", () => {
    fc.assert(fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      expect(parseInstant(toIsoWithOffset(instant, zone))).toBe(instant);
    }));
  });

  test.each(["2026-11-23", "2026-11-23T14:30:00", "yesterday", ""])("%j is no instant", (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

test.each([
  ["Europe/Berlin", true], ["Etc/UTC", true], ["America/Argentina/Buenos_Aires", true], ["UTC", true], ["Europe/Atlantis", false], ["+01:00", false], ["", false], ["../etc/passwd", false],
])("%j is a time zone: %s", (zone, is) => {
  expect(isTimeZone(zone)).toBe(is);
});
