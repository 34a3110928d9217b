export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;
export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

// Each locale abbreviates only the zones its readers know, so the first that has a name wins over a bare offset.
const NAMING_LOCALES = ["en-GB", "en-US", "en-AU", "en-IN", "en-CA", "en-ZA"];
const UTC_NAMES = new Set(["UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"]);

const partFormats = new Map<string, Intl.DateTimeFormat>();
const nameFormats = new Map<string, Intl.DateTimeFormat[]>();

export interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
}

export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The short name of a zone at an instant: "CET", "EST", "IST", "UTC", or an offset ("UTC+5:45") where there is no name. */
export function zoneLabel(at: number, zone: string): string {
  return isUtc(zone) ? "UTC" : labelInHour(at, zone);
}

const labelInHour = oncePerHour((at, zone) => {
  const names = namesOf(zone).map((format) => format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "");
  return names.find((name) => !/^(GMT|UTC)[+−-]/.test(name)) ?? (names[0] ?? zone).replace("GMT", "UTC");
});

export function isUtc(zone: string): boolean {
  return UTC_NAMES.has(zone);
}

export function localParts(at: number, zone: string): LocalParts {
  const shifted = new Date(at + offsetAt(at, zone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
  };
}

export function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** What to add to UTC to get the wall clock, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  return isUtc(zone) ? 0 : offsetInHour(at, zone);
}

const offsetInHour = oncePerHour((at, zone) => {
  const fields: Record<string, number> = {};
  for (const part of partsFormat(zone).formatToParts(at)) fields[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
});

const hourMs = 3_600_000;
const mostHours = 20_000;

/**
 * What holds at both ends of an hour of UTC holds within it: asked once for each hour and zone. An hour in which clocks are
 * changed is asked about each time.
 */
function oncePerHour<T>(read: (at: number, zone: string) => T): (at: number, zone: string) => T {
  const hours = new Map<string, { value: T } | "changes">();
  return (at, zone) => {
    const from = Math.floor(at / hourMs) * hourMs;
    const key = `${from} ${zone}`;
    const known = hours.get(key) ?? look(from, zone);
    if (hours.size >= mostHours) hours.clear();
    hours.set(key, known);
    return known === "changes" ? read(at, zone) : known.value;
  };

  function look(from: number, zone: string): { value: T } | "changes" {
    const value = read(from, zone);
    return read(from + hourMs - 1, zone) === value ? { value } : "changes";
  }
}

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = partFormats.get(zone);
  if (known) return known;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numeric });
  partFormats.set(zone, made);
  return made;
}

function namesOf(zone: string): Intl.DateTimeFormat[] {
  const known = nameFormats.get(zone);
  if (known) return known;
  const made = NAMING_LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" }));
  nameFormats.set(zone, made);
  return made;
}
