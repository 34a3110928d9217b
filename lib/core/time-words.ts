import type { Language } from "./language.ts";
import { DAY, formatAgo, formatDuration, formatInstant, formatRelative, formatSpan, HOUR, type InstantStyle, localDate, MINUTE, SECOND } from "./time.ts";
import { localParts, pad } from "./zone.ts";

const germanMonths = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
const germanMonthsWhole = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
const germanDays = ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."];
const germanZones: Record<string, string> = { CET: "MEZ", CEST: "MESZ", EET: "OEZ", EEST: "OESZ" };

/** `formatInstant` in a reader's language: "23 Nov 2026, 14:30 CET (13:30 UTC)" or "23. Nov. 2026, 14:30 MEZ (13:30 UTC)". */
export function sayInstant(at: number, { zone, language, style }: { zone: string; language: Language; style: InstantStyle }): string {
  if (language === "en") return formatInstant(at, zone, style);
  const { month, year } = localParts(at, zone);
  switch (style) {
    case "clock":
    case "time":
    case "timeUtc": return inGerman(formatInstant(at, zone, style));
    case "date": return germanDate(at, zone);
    case "dayMonth": return germanDayMonth(at, zone);
    case "weekday": return `${germanDays[localParts(at, zone).weekday]} ${germanDayMonth(at, zone)}`;
    case "month": return `${germanMonthsWhole[month - 1]} ${year}`;
    case "dateTime": return `${germanDate(at, zone)}, ${inGerman(formatInstant(at, zone, "time"))}`;
    case "full": return `${germanDate(at, zone)}, ${inGerman(formatInstant(at, zone, "timeUtc"))}`;
  }
}

/** `formatSpan` in a reader's language. */
export function saySpan({ from, until }: { from: number; until: number }, { zone, language }: { zone: string; language: Language }): string {
  if (language === "en") return formatSpan(from, until, zone);
  const clock = (at: number) => formatInstant(at, zone, "clock");
  const end = inGerman(formatInstant(until, zone, "time"));
  const start = `${germanDay(from, zone)}, ${clock(from)}`;
  return localDate(from, zone) === localDate(until, zone) ? `${start}–${end}` : `${start} – ${germanDay(until, zone)}, ${end}`;
}

/** `formatDuration` in a reader's language: "3 h 5 min" or "3 Std. 5 Min.". */
export function sayDuration(ms: number, language: Language): string {
  if (language === "en") return formatDuration(ms);
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} Sek.`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} Min.`;
  if (span < DAY) return two([Math.floor(span / HOUR), "Std."], [Math.floor((span % HOUR) / MINUTE), "Min."]);
  const days = Math.floor(span / DAY);
  return two([days, days === 1 ? "Tag" : "Tage"], [Math.floor((span % DAY) / HOUR), "Std."]);
}

/** `formatRelative` in a reader's language: "in 12 min" or "in 12 Min.". */
export function sayRelative({ due, now }: { due: number; now: number }, language: Language): string {
  if (language === "en") return formatRelative(due, now);
  if (due > now) return `in ${sayDuration(Math.ceil((due - now) / MINUTE) * MINUTE, language).replace("Tage", "Tagen")}`;
  return now - due < MINUTE ? "jetzt" : `${sayDuration(now - due, language)} zu spät`;
}

/** `formatAgo` in a reader's language. */
export function sayAgo({ at, now }: { at: number; now: number }, language: Language): string {
  if (language === "en") return formatAgo(at, now);
  return now - at < MINUTE ? "gerade eben" : `vor ${sayDuration(now - at, language).replace("Tage", "Tagen")}`;
}

/** A minute of a day as a clock shows it: 07:30. */
export function sayMinuteOfDay(minute: number): string {
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

function germanDate(at: number, zone: string): string {
  return `${germanDayMonth(at, zone)} ${localParts(at, zone).year}`;
}

function germanDayMonth(at: number, zone: string): string {
  const { day, month } = localParts(at, zone);
  return `${day}. ${germanMonths[month - 1]}`;
}

function germanDay(at: number, zone: string): string {
  return `${germanDays[localParts(at, zone).weekday]} ${germanDate(at, zone)}`;
}

// Zones, and the day of UTC where that is another one.
function inGerman(text: string): string {
  const zoned = text.replace(/\b[A-Z]{3,4}\b/g, (name) => germanZones[name] ?? name);
  return zoned.replace(/\((\d+) ([A-Z][a-z]{2}), /, (_, day: string, name: string) => `(${day}. ${germanMonths[englishMonths.indexOf(name)] ?? name}, `);
}

const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function two([major, majorUnit]: [number, string], [minor, minorUnit]: [number, string]): string {
  return minor === 0 ? `${major} ${majorUnit}` : `${major} ${majorUnit} ${minor} ${minorUnit}`;
}
