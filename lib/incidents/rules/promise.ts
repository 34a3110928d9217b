import { formatInstant, formatRelative, HOUR } from "../../core/time.ts";

export const promiseStatuses = ["pending", "due_soon", "overdue", "kept", "missed"] as const;
export type PromiseStatus = (typeof promiseStatuses)[number];

export interface Promised {
  madeAt: number;
  dueAt: number;
  /** When what was promised came, or null while it has not. */
  settledAt: number | null;
}

const DUE_SOON_PERCENT = 80;

export function promiseStatus({ madeAt, dueAt, settledAt }: Promised, now: number): PromiseStatus {
  if (settledAt !== null) return isKept(dueAt, settledAt) ? "kept" : "missed";
  if (now > dueAt) return "overdue";
  return (now - madeAt) * 100 >= (dueAt - madeAt) * DUE_SOON_PERCENT ? "due_soon" : "pending";
}

/** When its author is reminded: four fifths of the time have passed. */
export function reminderAt({ madeAt, dueAt }: Pick<Promised, "madeAt" | "dueAt">): number {
  return madeAt + Math.ceil(((dueAt - madeAt) * DUE_SOON_PERCENT) / 100);
}

/** To the millisecond: at the due time is in time. */
export function isKept(dueAt: number, settledAt: number): boolean {
  return settledAt <= dueAt;
}

/** "Next update due 14:30 CET (in 12 min)", "Next update was due 14:30 CET (4 min late)"; null once settled. */
export function promiseSentence(promised: Promised, { now, zone }: { now: number; zone: string }): string | null {
  const due = formatInstant(promised.dueAt, zone, "time");
  switch (promiseStatus(promised, now)) {
    case "pending":
    case "due_soon": return `Next update due ${due} (${formatRelative(promised.dueAt, now)})`;
    case "overdue": return `Next update was due ${due} (${formatRelative(promised.dueAt, now)})`;
    case "kept":
    case "missed": return null;
  }
}

/** Hours without news of an open incident after which staff are asked whether there is none. */
export const silences = [3, 6, 12, 24] as const;

/** The next time staff are asked after news, and how long it will have been silent then; null when they were asked often enough. */
export function nextSilence({ saidAt, askedHours }: { saidAt: number; askedHours: number }): { at: number; hours: number } | null {
  const hours = silences.find((each) => each > askedHours);
  return hours === undefined ? null : { at: saidAt + hours * HOUR, hours };
}
