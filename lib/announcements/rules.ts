import { parseLocalDateTime } from "../core/time.ts";
import { Failure } from "../core/failure.ts";
import type { AnnouncementForm } from "./input.ts";
import type { AnnouncementState } from "./terms.ts";

export interface Times {
  begunAt: number | null;
  endsAt: number | null;
  endedAt: number | null;
  withdrawnAt: number | null;
}

/** It begins when the clock said so, and is over from its end on even before the clock did. */
export function announcementState({ begunAt, endsAt, endedAt, withdrawnAt }: Times, now: number): AnnouncementState {
  if (withdrawnAt !== null) return "withdrawn";
  if (endedAt !== null || (endsAt !== null && endsAt <= now)) return "over";
  return begunAt === null ? "planned" : "current";
}

/** What a form asks for, on its author's clock. An empty begin is now. */
export function readAnnouncement({ beginsAt, endsAt, ...words }: AnnouncementForm, author: { timeZone: string; now: number }) {
  return { ...words, beginsAt: readTime("beginsAt", beginsAt, author) ?? author.now, endsAt: readTime("endsAt", endsAt, author) };
}

function readTime(field: string, text: string, { timeZone }: { timeZone: string }): number | null {
  if (text === "") return null;
  const at = parseLocalDateTime(text, timeZone);
  if (at === null) throw new Failure("invalid", "A time cannot be read. See the marked field.", { [field]: "Write a date and a time, as 2026-11-23 14:30." });
  return at;
}
