import type { Interval } from "#lib/core/intervals";
import { addDays, DAY, HOUR, MINUTE } from "#lib/core/time";

/** A normal is made of so many weeks. */
export const weeksBefore = 6;
const longestMs = 31 * DAY;
// What is longer is told by quarter hours: nobody reads the minutes of a week.
const longestInMinutes = 2 * DAY;

export interface Asked {
  span: Interval;
  slotMs: number;
}

/** The incident's time in whole slots: minutes where they are kept and it is short, else quarter hours. At most 31 days. */
export function spanOf({ startedAt, endedAt, minutesFrom }: { startedAt: number; endedAt: number; minutesFrom: number }): Asked {
  const isShort = endedAt - startedAt <= longestInMinutes;
  const slotMs = isShort && startedAt >= minutesFrom ? MINUTE : 15 * MINUTE;
  const from = Math.floor(startedAt / slotMs) * slotMs;
  const until = Math.min(from + longestMs, Math.ceil(endedAt / slotMs) * slotMs);
  return { span: { from, until: Math.max(from + slotMs, until) }, slotMs };
}

/** The quarter hours that a span touches, whole. */
export function inQuarters({ span: { from, until } }: Pick<Asked, "span">): Asked {
  const slotMs = 15 * MINUTE;
  return { span: { from: Math.floor(from / slotMs) * slotMs, until: Math.ceil(until / slotMs) * slotMs }, slotMs };
}

/** The same hours of an earlier week on the customer's clock, and by how much they lie back. */
export function weekBefore({ from, until }: Interval, { week, zone }: { week: number; zone: string }): Interval & { byMs: number } {
  const byMs = from - addDays(from, -7 * week, zone);
  return { from: Math.floor(from / HOUR) * HOUR - byMs, until: Math.ceil(until / HOUR) * HOUR - byMs, byMs };
}
