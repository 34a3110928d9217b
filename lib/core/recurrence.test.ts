import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeRule, isOccurrence, occurrences, type Recurrence, readRule, refuseRule, weekdayCodes } from "./recurrence.ts";
import { DAY, localDate, parseLocalDateTime, toLocalDateTime } from "./time.ts";
import { localParts } from "./zone.ts";

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];

interface Choice {
  zone: string;
  startDay: number;
  clock: string;
  freq: "DAILY" | "WEEKLY" | "MONTHLY";
  every: number;
  days: readonly string[];
  nth: number;
  count: number | null;
}

/** Every day of five years, asked one by one: slow, and plain enough to be right. A wall clock that does not exist is none. */
function naive(choice: Choice, firstAt: number): number[] {
  const found: number[] = [];
  for (let offset = 0; offset < 5 * 366 && (choice.count === null || found.length < choice.count); offset += 1) {
    const date = new Date(choice.startDay + offset * DAY).toISOString().slice(0, 10);
    const at = parseLocalDateTime(`${date}T${choice.clock}`, choice.zone);
    if (at === null || at < firstAt || toLocalDateTime(at, choice.zone) !== `${date}T${choice.clock}`) continue;
    if (fits(choice, date)) found.push(at);
  }
  return found;
}

function fits({ freq, every, days, nth, startDay }: Choice, date: string): boolean {
  const [day, first] = [new Date(`${date}T00:00:00Z`), new Date(startDay)];
  const weekday = weekdayCodes[(day.getUTCDay() + 6) % 7] ?? "";
  const elapsed = Math.round((day.getTime() - startDay) / DAY);
  const months = (day.getUTCFullYear() - first.getUTCFullYear()) * 12 + day.getUTCMonth() - first.getUTCMonth();
  const monday = (at: Date) => Math.floor((at.getTime() / DAY + 3) / 7);
  if (freq === "DAILY") return elapsed % every === 0;
  if (freq === "WEEKLY") return (monday(day) - monday(first)) % every === 0 && days.includes(weekday);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const isNth = nth > 0 ? Math.ceil(day.getUTCDate() / 7) === nth : day.getUTCDate() > last - 7;
  return months % every === 0 && isNth && weekday === days[0];
}

function ruleOf({ freq, every, days, nth, count }: Choice): string {
  const by = freq === "DAILY" ? "" : freq === "WEEKLY" ? `;BYDAY=${days.join(",")}` : `;BYDAY=${nth}${days[0]}`;
  return `FREQ=${freq};INTERVAL=${every}${by}${count === null ? "" : `;COUNT=${count}`}`;
}

const choices: fc.Arbitrary<Choice> = fc.record({
  zone: fc.constantFrom(...zones),
  startDay: fc.integer({ min: 0, max: 700 }).map((days) => Date.UTC(2026, 0, 1) + days * DAY),
  clock: fc.constantFrom("00:30", "02:00", "02:30", "03:00", "14:15", "23:45"),
  freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
  every: fc.integer({ min: 1, max: 4 }),
  days: fc.subarray([...weekdayCodes], { minLength: 1 }),
  nth: fc.constantFrom(1, 2, 3, 4, -1),
  count: fc.option(fc.integer({ min: 1, max: 12 })),
});

test("a rule names exactly the days that a calendar asked day by day does, whatever clocks do", () => {
  fc.assert(
    fc.property(choices, (choice) => {
      const firstAt = parseLocalDateTime(`${new Date(choice.startDay).toISOString().slice(0, 10)}T${choice.clock}`, choice.zone) ?? 0;
      // A first time that does not exist is refused where it is typed.
      fc.pre(toLocalDateTime(firstAt, choice.zone).endsWith(choice.clock));
      const expected = naive(choice, firstAt).slice(0, 15);
      expect(occurrences({ rrule: ruleOf(choice), timeZone: choice.zone, firstAt }, { after: firstAt - 1, limit: expected.length || 1, until: firstAt + 5 * 366 * DAY })).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

const weekly: Recurrence = { rrule: "FREQ=WEEKLY;BYDAY=SU", timeZone: "Europe/Berlin", firstAt: Date.UTC(2026, 2, 1, 1) };

describe("occurrences", () => {
  test("keep the wall clock through both changes of clocks", () => {
    const found = occurrences(weekly, { after: weekly.firstAt - 1, limit: 40 });
    expect(new Set(found.map((at) => localParts(at, "Europe/Berlin").hour))).toEqual(new Set([2]));
    expect(found.map((at) => localDate(at, "Europe/Berlin"))).not.toContain("2026-03-29");
    expect(found.map((at) => localDate(at, "Europe/Berlin"))).toContain("2026-10-25");
  });

  test("are asked for from anywhere, up to an instant, and recognised", () => {
    const [second = 0] = occurrences(weekly, { after: weekly.firstAt, limit: 1 });
    expect(second).toBe(weekly.firstAt + 7 * DAY);
    expect(occurrences(weekly, { after: weekly.firstAt, until: second, limit: 9 })).toEqual([second]);
    expect([isOccurrence(weekly, second), isOccurrence(weekly, second + 1)]).toEqual([true, false]);
  });
});

test.each([
  ["", "Write a rule"],
  ["nonsense", "no recurrence rule"],
  ["FREQ=", "no recurrence rule"],
  ["INTERVAL=2", "how often"],
  ["FREQ=SECONDLY", "daily at most"],
  ["RRULE:FREQ=MINUTELY;COUNT=3", "daily at most"],
  ["FREQ=DAILY;BYHOUR=1,2", "hour of the first"],
  ["FREQ=DAILY;EXDATE=20260101", "not understood"],
  ["DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "no recurrence rule"],
  ["FREQ=DAILY;COUNT=0", "COUNT"],
  ["FREQ=DAILY;COUNT=5000", "COUNT"],
  ["FREQ=DAILY;COUNT=5;UNTIL=20270101", "not by both"],
])("%j is refused with the reason", (text, reason) => {
  expect(readRule(text)).toEqual({ refusal: expect.stringContaining(reason) });
});

test.each([
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", DAY / 24, "never comes true"],
  ["FREQ=DAILY", 25 * 3_600_000, "before the next begins"],
  ["FREQ=WEEKLY;BYDAY=XX", DAY / 24, "cannot be followed"],
  ["FREQ=DAILY;INTERVAL=0", DAY / 24, "cannot be followed"],
])("%s is read, and refused for what it means", (rrule, durationMs, reason) => {
  expect(refuseRule({ ...weekly, rrule }, durationMs)).toContain(reason);
});

test("a pasted rule is kept in one spelling", () => {
  expect(readRule(" rrule:freq=weekly;byday=su ")).toEqual({ rrule: "FREQ=WEEKLY;BYDAY=SU" });
  expect(refuseRule(weekly, 3_600_000)).toBeNull();
});

test.each([
  ["FREQ=WEEKLY;BYDAY=SU", "every week on Sunday"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday"],
  ["FREQ=MONTHLY;BYDAY=1SU", "every month on the first Sunday"],
  ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", "every month on the last Friday, 4 times"],
  ["FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270301T225959Z", "every month on the 15., until 1 Mar 2027"],
  ["FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "every month on the last of Monday and Tuesday"],
  ["FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", "every year on the 1. in April"],
  ["FREQ=DAILY", "every day"],
])("%s reads %j", (rrule, words) => {
  expect(describeRule(rrule, "Europe/Berlin")).toBe(words);
});
