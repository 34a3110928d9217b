import { parseInstant, parseLocalDateTime } from "../../../core/time.ts";

const written = /^(\d{4}-\d\d-\d\d)(?:[T ]\s*T?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Reads a time as people write it by hand: hours of one digit, a blank for the T, no zone (then it is the site's). Null if it is none. */
export function readMoment(value: unknown, zone: string): number | null {
  const match = typeof value === "string" ? written.exec(value.trim()) : null;
  if (!match) return null;
  const [, day = "", hour = "0", minute = "00", second = "00", offset] = match;
  const local = `${day}T${hour.padStart(2, "0")}:${minute}:${second}`;
  if (offset === undefined) return parseLocalDateTime(local, zone);
  return parseInstant(`${local}${offset.toUpperCase() === "Z" ? "Z" : offset.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2")}`);
}
