import { minuteOfDay, nextMinuteOfDay } from "../../core/time.ts";

export interface QuietHours {
  /** Minutes of the reader's day; null where it has none. */
  from: number | null;
  until: number | null;
  timeZone: string;
}

/** When a post of this moment is sent to a reader with these quiet hours: at once, or at their end by the reader's own clock. */
export function dueAfterQuiet(now: number, { from, until, timeZone }: QuietHours): number {
  if (from === null || until === null || from === until) return now;
  const minute = minuteOfDay(now, timeZone);
  const isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  return isQuiet ? nextMinuteOfDay(now, until, timeZone) : now;
}
