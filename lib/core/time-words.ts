import { DAY, formatDuration, formatInstant, formatSpan, HOUR, localDate, MINUTE, SECOND } from "./time.ts";
import { localParts, pad } from "./zone.ts";

export type SpokenLanguage = "en" | "de";
type Style = "date" | "timeUtc" | "full";

const germanMonths = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
const germanDays = ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."];
const germanZones: Record<string, string> = { CET: "MEZ", CEST: "MESZ", EET: "OEZ", EEST: "OESZ" };

/** `formatInstant` in a reader's language: "23 Nov 2026, 14:30 CET (13:30 UTC)" or "23. Nov. 2026, 14:30 MEZ (13:30 UTC)". */
export function sayInstant(at: number, { zone, language, style }: { zone: string; language: SpokenLanguage; style: Style }): string {
  if (language === "en") return formatInstant(at, zone, style);
  const date = germanDate(at, zone);
  if (style === "date") return date;
  const time = inGerman(formatInstant(at, zone, "timeUtc"));
  return style === "full" ? `${date}, ${time}` : time;
}

/** `formatSpan` in a reader's language. */
export function saySpan({ from, until }: { from: number; until: number }, { zone, language }: { zone: string; language: SpokenLanguage }): string {
  if (language === "en") return formatSpan(from, until, zone);
  const clock = (at: number) => formatInstant(at, zone, "clock");
  const end = inGerman(formatInstant(until, zone, "time"));
  const start = `${germanDay(from, zone)}, ${clock(from)}`;
  return localDate(from, zone) === localDate(until, zone) ? `${start}–${end}` : `${start} – ${germanDay(until, zone)}, ${end}`;
}

/** `formatDuration` in a reader's language: "3 h 5 min" or "3 Std. 5 Min.". */
export function sayDuration(ms: number, language: SpokenLanguage): string {
  if (language === "en") return formatDuration(ms);
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} Sek.`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} Min.`;
  if (span < DAY) return two([Math.floor(span / HOUR), "Std."], [Math.floor((span % HOUR) / MINUTE), "Min."]);
  const days = Math.floor(span / DAY);
  return two([days, days === 1 ? "Tag" : "Tage"], [Math.floor((span % DAY) / HOUR), "Std."]);
}

/** A minute of a day as a clock shows it: 07:30. */
export function sayMinuteOfDay(minute: number): string {
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

function germanDate(at: number, zone: string): string {
  const { day, month, year } = localParts(at, zone);
  return `${day}. ${germanMonths[month - 1]} ${year}`;
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
