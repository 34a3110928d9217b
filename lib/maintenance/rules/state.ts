import { Failure } from "../../core/failure.ts";
import { HOUR } from "../../core/time.ts";
import type { MaintenanceState } from "../terms.ts";

export const verbs = ["edit", "move", "extend", "start", "verify", "complete", "cancel", "note", "answer"] as const;
export type Verb = (typeof verbs)[number];

const allowed: Record<Verb, readonly MaintenanceState[]> = {
  edit: ["scheduled", "in_progress", "verifying"],
  move: ["scheduled"],
  extend: ["in_progress", "verifying"],
  start: ["scheduled"],
  verify: ["in_progress"],
  complete: ["in_progress", "verifying"],
  cancel: ["scheduled", "in_progress", "verifying"],
  note: ["scheduled", "in_progress", "verifying", "completed"],
  answer: ["scheduled"],
};

const over: Partial<Record<MaintenanceState, string>> = { completed: "This work is completed already.", cancelled: "This work was cancelled." };

export function canDo(state: MaintenanceState, verb: Verb): boolean {
  return allowed[verb].includes(state);
}

export function requireLegal(state: MaintenanceState, verb: Verb): void {
  if (canDo(state, verb)) return;
  throw new Failure("conflict", over[state] ?? (state === "scheduled" ? "This work has not begun yet." : "This work is under way already. Extend it, or complete it."));
}

interface Timed {
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
  startsItself: boolean;
  completesItself: boolean;
  overrunAt: number | null;
}

export type DueStep = "start" | "complete" | "overrun";

/** The next step the clock takes by itself, if one is due. Asked again after each step, it takes what was missed in order. */
export function dueStep(work: Timed, now: number): DueStep | null {
  const isOpen = work.state === "in_progress" || work.state === "verifying";
  if (work.state === "scheduled" && work.startsItself && work.scheduledFor <= now) return "start";
  if ((!isOpen && work.state !== "scheduled") || work.scheduledUntil > now) return null;
  if (isOpen && work.completesItself) return "complete";
  return work.overrunAt === null ? "overrun" : null;
}

/** When those who have not answered are asked again: a day before the end of the time to answer, or half way where that is short. */
export function answerReminderAt({ askedAt, asksUntil }: { askedAt: number; asksUntil: number }): number {
  return asksUntil - Math.min(24 * HOUR, (asksUntil - askedAt) / 2);
}
