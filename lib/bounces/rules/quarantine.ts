import { DAY } from "../../core/time.ts";
import type { ReportKind, SuppressionKind } from "../terms.ts";

/** What is known of an address's failures. In force until `healedAt`; a row that is healed only counts on. */
export interface Quarantine {
  kind: SuppressionKind;
  reason: string;
  /** Since mail was last taken. */
  bounces: number;
  createdAt: number;
  /** When mail is tried again by itself; null: only when somebody asks. */
  retryAt: number | null;
  healedAt: number | null;
}

/** An address that came back for good is tried again after these, since mailboxes are repaired and companies move their mail; then no more. */
export const hardRetryDays = [7, 30, 90] as const;

/** A mailbox that is full for a day is no reason; this many failures in a row are. */
export const softLimit = 3;
const softRetryDays = [1, 2, 4, 8, 16] as const;

export function isInForce(quarantine: Pick<Quarantine, "healedAt"> | null): boolean {
  return quarantine !== null && quarantine.healedAt === null;
}

/** What a report makes of an address; null when nothing changes. `before` is null for an address without a history. */
export function afterReport(before: Quarantine | null, report: { kind: ReportKind; reason: string; occurredAt: number }, now: number): Quarantine | null {
  switch (report.kind) {
    case "delivered":
      return before && taken(before, report.occurredAt, now);
    case "complaint":
      return { kind: "complaint", reason: report.reason, bounces: (before?.bounces ?? 0) + 1, createdAt: now, retryAt: null, healedAt: null };
    case "hard":
    case "soft":
      return before && isFinal(before) ? null : failed(before, { ...report, kind: report.kind }, now);
  }
}

// A person's word is not undone by a machine's.
function isFinal(before: Quarantine): boolean {
  return isInForce(before) && (before.kind === "complaint" || before.kind === "manual");
}

function failed(before: Quarantine | null, report: { kind: "hard" | "soft"; reason: string }, now: number): Quarantine | null {
  const bounces = (before?.bounces ?? 0) + 1;
  const { kind, reason } = report;
  if (kind === "hard") return { kind: "hard_bounce", reason, bounces, createdAt: now, retryAt: after(now, hardRetryDays[bounces - 1]), healedAt: null };
  // What already rests on firmer ground is not softened.
  if (before && isInForce(before) && before.kind === "hard_bounce") return null;
  const isTooMany = bounces >= softLimit;
  return { kind: "soft_bounce", reason, bounces, createdAt: now, retryAt: isTooMany ? after(now, softRetryDays[bounces - softLimit]) : null, healedAt: isTooMany ? null : now };
}

// A mail that left before the quarantine proves nothing against it: reports come out of order.
function taken(before: Quarantine, occurredAt: number, now: number): Quarantine | null {
  if (isFinal(before) || occurredAt < before.createdAt || (before.bounces === 0 && !isInForce(before))) return null;
  return { ...before, bounces: 0, retryAt: null, healedAt: before.healedAt ?? now };
}

function after(now: number, days: number | undefined): number | null {
  return days === undefined ? null : now + days * DAY;
}
