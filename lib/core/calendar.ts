import { Temporal } from "temporal-polyfill";
import type { Interval } from "./intervals.ts";

export type CalendarUnit = "day" | "week" | "month" | "quarter" | "year";

const steps: Record<CalendarUnit, Temporal.DurationLike> = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } };

/** The calendar day, week (from Monday), month, quarter or year of `zone` that contains `at`, in real elapsed time, so that a month with a change of clocks is an hour longer or shorter. */
export function calendarPeriod(at: number, unit: CalendarUnit, zone: string): Interval {
  return periodFrom(firstDate(at, unit, zone), unit, zone);
}

/** The last `count` periods that ended at or before `at`, oldest first. */
export function completedPeriods(at: number, count: number, { unit, zone }: { unit: CalendarUnit; zone: string }): Interval[] {
  const current = firstDate(at, unit, zone);
  return Array.from({ length: count }, (_, index) => periodFrom(current.subtract(times(steps[unit], count - index)), unit, zone));
}

function firstDate(at: number, unit: CalendarUnit, zone: string): Temporal.PlainDate {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  switch (unit) {
    case "day": return date;
    case "week": return date.subtract({ days: date.dayOfWeek - 1 });
    case "month": return date.with({ day: 1 });
    case "quarter": return date.with({ day: 1, month: Math.floor((date.month - 1) / 3) * 3 + 1 });
    case "year": return date.with({ day: 1, month: 1 });
  }
}

function periodFrom(date: Temporal.PlainDate, unit: CalendarUnit, zone: string): Interval {
  return { from: startIn(date, zone), until: startIn(date.add(steps[unit]), zone) };
}

function startIn(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

function times(step: Temporal.DurationLike, count: number): Temporal.DurationLike {
  return Object.fromEntries(Object.entries(step).map(([unit, size]) => [unit, Number(size) * count]));
}
