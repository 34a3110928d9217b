import { DAY, formatDuration, HOUR, MINUTE } from "../../core/time.ts";

const units: Record<string, number> = { d: DAY / MINUTE, h: HOUR / MINUTE, min: 1, m: 1 };
const longest = (60 * DAY) / MINUTE;
export const remindersAtMost = 8;

/** Reads "7 d, 24 h, 1 h" (a bare number is minutes): longest first, once each. Null where something cannot be read. */
export function readReminders(text: string): number[] | null {
  const wanted = text.split(/[,;]/).map((part) => part.trim().toLowerCase()).filter((part) => part !== "");
  const minutes = wanted.map((part) => {
    const [, count = "", unit = "min"] = /^(\d{1,5})\s*(d|h|min|m)?(?:ays?|ours?|utes?)?$/.exec(part) ?? [];
    return Number(count) * (units[unit] ?? 0);
  });
  if (minutes.some((each) => !(each > 0 && each <= longest))) return null;
  return [...new Set(minutes)].toSorted((a, b) => b - a);
}

/** "7 d, 24 h, 1 h": what `readReminders` reads. */
export function formatReminders(reminders: readonly number[]): string {
  return reminders.toSorted((a, b) => b - a).map(inShort).join(", ");
}

function inShort(minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return `${minutes / 1_440} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** When each reminder is due, of those whose time has not passed. */
export function comingReminders({ scheduledFor, reminders, now }: { scheduledFor: number; reminders: readonly number[]; now: number }): { minutes: number; at: number }[] {
  return reminders.map((minutes) => ({ minutes, at: scheduledFor - minutes * MINUTE })).filter(({ at }) => at > now);
}

/** Of two reminders that are due at once, as after the worker stood still, only the later one is worth a message. */
export function isOvertaken({ scheduledFor, reminders, minutes, now }: { scheduledFor: number; reminders: readonly number[]; minutes: number; now: number }): boolean {
  return scheduledFor <= now || reminders.some((other) => other < minutes && scheduledFor - other * MINUTE <= now);
}

export function reminderWords({ scheduledFor, now }: { scheduledFor: number; now: number }): string {
  // A reminder is written a moment after its time; a reader reads "24 h", not "23 h 59 min".
  return `This work begins in ${formatDuration(Math.ceil((scheduledFor - now) / (5 * MINUTE)) * 5 * MINUTE)}.`;
}
