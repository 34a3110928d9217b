import { addDays, DAY, MINUTE, parseLocalDateTime, toIso } from "../../core/time.ts";
import { type Recurrence, readRule, type WeekdayCode, weekdayCodes } from "../../core/recurrence.ts";
import { localParts } from "../../core/zone.ts";
import type { MaintenanceSettings } from "../terms.ts";

export const repeatChoices = ["none", "daily", "weekly", "monthly_day", "monthly_weekday", "rule"] as const;
export type RepeatChoice = (typeof repeatChoices)[number];

/** How a series ends: never, with a day, after so many times. */
export const endChoices = ["never", "until", "count"] as const;

/** The choices of the planner's form, as they were made. */
export interface SeriesChoices {
  repeat: RepeatChoice;
  every: string;
  days: readonly string[];
  ends: (typeof endChoices)[number];
  /** The last day, YYYY-MM-DD. */
  until: string;
  count: string;
  rrule: string;
}

export const noSeries: SeriesChoices = { repeat: "none", every: "1", days: [], ends: "never", until: "", count: "", rrule: "" };

export type ChosenRule = { rrule: string } | { refusal: string; field: "rrule" | "every" | "days" | "until" | "count" };

/** The rule that plain choices mean, given when the first time begins; or which of them is at fault. */
export function ruleOf(choices: SeriesChoices, { firstAt, timeZone }: { firstAt: number; timeZone: string }): ChosenRule {
  if (choices.repeat === "rule") {
    const read = readRule(choices.rrule);
    return "rrule" in read ? read : { ...read, field: "rrule" };
  }
  if (!/^[1-9]\d?$/.test(choices.every)) return { refusal: "Write a number from 1 to 99.", field: "every" };
  const end = endOf(choices, { firstAt, timeZone });
  if ("refusal" in end) return end;
  const interval = choices.every === "1" ? "" : `;INTERVAL=${choices.every}`;
  return { rrule: `${frequencyOf(choices, { firstAt, timeZone }, interval)}${end.part}` };
}

function frequencyOf(choices: SeriesChoices, { firstAt, timeZone }: { firstAt: number; timeZone: string }, interval: string): string {
  const { day, weekday } = localParts(firstAt, timeZone);
  const own = weekdayCodes[(weekday + 6) % 7] ?? "MO";
  switch (choices.repeat) {
    case "daily": return `FREQ=DAILY${interval}`;
    case "monthly_day": return `FREQ=MONTHLY${interval};BYMONTHDAY=${day}`;
    case "monthly_weekday": return `FREQ=MONTHLY${interval};BYDAY=${nthOf(firstAt, timeZone)}${own}`;
    default: {
      const days = weekdayCodes.filter((code) => choices.days.includes(code));
      return `FREQ=WEEKLY${interval};BYDAY=${(days.length > 0 ? days : [own satisfies WeekdayCode]).join(",")}`;
    }
  }
}

/** 1 to 4, or -1 in the last week of its month: every month has a last Sunday, but not a fifth. */
export function nthOf(at: number, timeZone: string): number {
  const { month, day } = localParts(at, timeZone);
  return localParts(addDays(at, 7, timeZone), timeZone).month === month ? Math.ceil(day / 7) : -1;
}

function endOf({ ends, until, count }: SeriesChoices, { firstAt, timeZone }: { firstAt: number; timeZone: string }): { part: string } | { refusal: string; field: "until" | "count" } {
  switch (ends) {
    case "never": return { part: "" };
    case "count":
      if (!/^[1-9]\d{0,2}$/.test(count)) return { refusal: "Write how many times, from 1 to 999.", field: "count" };
      return { part: `;COUNT=${count}` };
    case "until": {
      const last = parseLocalDateTime(`${until}T23:59:59`, timeZone);
      if (last === null) return { refusal: "Choose the last day.", field: "until" };
      if (last < firstAt) return { refusal: "The last day is before the first.", field: "until" };
      return { part: `;UNTIL=${toIso(last).replace(/[-:]|\.\d+/g, "")}` };
    }
  }
}

export interface SeriesSettings extends MaintenanceSettings {
  /** How long before each begins its customers must have answered; null where they are not asked. */
  asksBeforeMs: number | null;
}

/** How far ahead occurrences become maintenances: as far as anybody is reminded or asked, and a week at least. */
export function horizonOf({ reminders, asksBeforeMs }: Pick<SeriesSettings, "reminders" | "asksBeforeMs">): number {
  return Math.max(8 * DAY, Math.max(0, ...reminders) * MINUTE + DAY, asksBeforeMs === null ? 0 : asksBeforeMs + 7 * DAY);
}

export function recurrenceOf(series: { rrule: string; timeZone: string; firstAt: number }): Recurrence {
  return { rrule: series.rrule, timeZone: series.timeZone, firstAt: series.firstAt };
}
