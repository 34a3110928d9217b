import { Temporal } from "temporal-polyfill";
import { isUtc, localParts, MONTHS, pad, WEEKDAYS, zoneLabel } from "./zone.ts";

export { isTimeZone, zoneLabel } from "./zone.ts";

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
/** A UTC day. A calendar day of a zone may be shorter or longer: use `addDays`. */
export const DAY = 86_400_000;

/**
 * clock 14:30 · time 14:30 CET · timeUtc 14:30 CET (13:30 UTC) · date 23 Nov 2026 · dayMonth 23 Nov · weekday Mon 23 Nov ·
 * month November 2026 · dateTime 23 Nov 2026, 14:30 CET · full 23 Nov 2026, 14:30 CET (13:30 UTC)
 */
export type InstantStyle = "clock" | "time" | "timeUtc" | "date" | "dayMonth" | "weekday" | "month" | "dateTime" | "full";

export function formatInstant(at: number, zone: string, style: InstantStyle): string {
  const local = localParts(at, zone);
  const clock = `${pad(local.hour)}:${pad(local.minute)}`;
  const dayMonth = `${local.day} ${MONTHS[local.month - 1]?.slice(0, 3)}`;
  const date = `${dayMonth} ${local.year}`;
  switch (style) {
    case "clock": return clock;
    case "time": return `${clock} ${zoneLabel(at, zone)}`;
    case "timeUtc": return `${clock} ${zoneLabel(at, zone)}${besideUtc(at, zone)}`;
    case "date": return date;
    case "dayMonth": return dayMonth;
    case "weekday": return `${WEEKDAYS[local.weekday]?.slice(0, 3)} ${dayMonth}`;
    case "month": return `${MONTHS[local.month - 1]} ${local.year}`;
    case "dateTime": return `${date}, ${clock} ${zoneLabel(at, zone)}`;
    case "full": return `${date}, ${clock} ${zoneLabel(at, zone)}${besideUtc(at, zone)}`;
  }
}

/** A span of time in one zone: "Sun 29 Nov 2026, 02:00–03:00 CET", or both days where it crosses midnight. */
export function formatSpan(from: number, until: number, zone: string): string {
  const start = `${formatInstant(from, zone, "weekday")} ${localParts(from, zone).year}, ${formatInstant(from, zone, "clock")}`;
  if (localDate(from, zone) === localDate(until, zone)) return `${start}–${formatInstant(until, zone, "time")}`;
  return `${start} – ${formatInstant(until, zone, "weekday")}, ${formatInstant(until, zone, "time")}`;
}

/** How long, rounded down to what a reader needs: "45 s", "26 min", "3 h 5 min", "2 d 4 h". */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return twoUnits(Math.floor(span / HOUR), "h", Math.floor((span % HOUR) / MINUTE), "min");
  return twoUnits(Math.floor(span / DAY), "d", Math.floor((span % DAY) / HOUR), "h");
}

/** A due time seen from now: "in 12 min" (rounded up), "now", "4 min late" (rounded down). */
export function formatRelative(due: number, now: number): string {
  if (due > now) return `in ${formatDuration(Math.ceil((due - now) / MINUTE) * MINUTE)}`;
  return now - due < MINUTE ? "now" : `${formatDuration(now - due)} late`;
}

/** How long ago something was: "just now", "26 min ago". */
export function formatAgo(at: number, now: number): string {
  return now - at < MINUTE ? "just now" : `${formatDuration(now - at)} ago`;
}

/** The first instant of the calendar day that contains `at` in `zone`. */
export function startOfDay(at: number, zone: string): number {
  return zoned(at, zone).startOfDay().epochMilliseconds;
}

/** The first instant of the calendar month that contains `at` in `zone`. */
export function startOfMonth(at: number, zone: string): number {
  return zoned(at, zone).toPlainDate().with({ day: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/** The same wall clock `days` later; a time that the change to summer time skips moves forward. */
export function addDays(at: number, days: number, zone: string): number {
  return zoned(at, zone).add({ days }).epochMilliseconds;
}

export function addMonths(at: number, months: number, zone: string): number {
  return zoned(at, zone).add({ months }).epochMilliseconds;
}

/** Calendar days from one instant's day to another's, in `zone`: 0 on the same day, negative backwards. */
export function daysBetween(from: number, until: number, zone: string): number {
  return zoned(from, zone).toPlainDate().until(zoned(until, zone).toPlainDate(), { largestUnit: "day" }).days;
}

export interface CalendarDay {
  /** YYYY-MM-DD in the zone. */
  date: string;
  from: number;
  until: number;
}

/** The `count` calendar days of `zone` that end with the day of `at`, oldest first, half-open and without gaps. */
export function lastDays(at: number, count: number, zone: string): readonly CalendarDay[] {
  const key = `${localDate(at, zone)} ${count} ${zone}`;
  const known = daysKnown.get(key);
  if (known) return known;
  const days = makeLastDays(at, count, zone);
  if (daysKnown.size >= mostDaysKnown) daysKnown.clear();
  daysKnown.set(key, days);
  return days;
}

// Every page draws the same days until midnight, and hundreds of steps over a calendar cost more than the rest of it.
const daysKnown = new Map<string, readonly CalendarDay[]>();
const mostDaysKnown = 500;

function makeLastDays(at: number, count: number, zone: string): CalendarDay[] {
  const today = zoned(at, zone).toPlainDate();
  const starts = Array.from({ length: count + 1 }, (_, index) => {
    const day = today.add({ days: index - count + 1 });
    return { date: day.toString(), from: day.toZonedDateTime(zone).epochMilliseconds };
  });
  return starts.slice(0, count).map((start, index) => ({ ...start, until: starts[index + 1]?.from ?? start.from }));
}

/** The calendar date of an instant in a zone, YYYY-MM-DD. */
export function localDate(at: number, zone: string): string {
  const { year, month, day } = localParts(at, zone);
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

/** What a `datetime-local` field shows: YYYY-MM-DDTHH:MM. */
export function toLocalDateTime(at: number, zone: string): string {
  const { hour, minute } = localParts(at, zone);
  return `${localDate(at, zone)}T${pad(hour)}:${pad(minute)}`;
}

/** Reads a `datetime-local` field (or a bare date) in a zone; a skipped time moves forward, a doubled one is the first. Null if malformed. */
export function parseLocalDateTime(text: string, zone: string): number | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Reads an instant of RFC 3339 or ISO 8601, which must carry an offset. Null if it does not, or is malformed. */
export function parseInstant(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/** RFC 822 with a four-digit year, as RSS 2.0 wants it. */
export function toRfc822(at: number): string {
  return new Date(at).toUTCString();
}

/** UTC, for `<time datetime>`. */
export function toIso(at: number): string {
  return new Date(at).toISOString();
}

/** ISO 8601 with milliseconds and the zone's offset, `Z` in UTC, as Statuspage's API writes it. */
export function toIsoWithOffset(at: number, zone: string): string {
  if (isUtc(zone)) return toIso(at);
  return zoned(at, zone).toString({ fractionalSecondDigits: 3, timeZoneName: "never" });
}

function zoned(at: number, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

// London in winter reads the same clock as UTC: saying it twice tells nothing.
function besideUtc(at: number, zone: string): string {
  const utc = formatInstant(at, "UTC", "clock");
  const isSameDay = localDate(at, zone) === localDate(at, "UTC");
  if (isSameDay && utc === formatInstant(at, zone, "clock")) return "";
  const day = isSameDay ? "" : `${formatInstant(at, "UTC", "dayMonth")}, `;
  return ` (${day}${utc} UTC)`;
}

function twoUnits(major: number, majorUnit: string, minor: number, minorUnit: string): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}

/** The first instant after `at` when a wall clock in `zone` shows this minute of the day, or is put forward over it. */
export function nextMinuteOfDay(at: number, minuteOfDay: number, zone: string): number {
  const start = zoned(at, zone).toPlainDate();
  for (let day = 0; ; day++) {
    const wall = start.add({ days: day }).toPlainDateTime(Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 }));
    for (const disambiguation of ["earlier", "later"] as const) {
      const shown = wall.toZonedDateTime(zone, { disambiguation });
      const isSkipped = !shown.toPlainDateTime().equals(wall);
      const instant = isSkipped ? wall.toZonedDateTime(zone, { disambiguation: "later" }).getTimeZoneTransition("previous")?.epochMilliseconds : shown.epochMilliseconds;
      if (instant !== undefined && instant > at) return instant;
    }
  }
}

/** The minute of its day that a wall clock in `zone` shows. */
export function minuteOfDay(at: number, zone: string): number {
  const { hour, minute } = localParts(at, zone);
  return hour * 60 + minute;
}
