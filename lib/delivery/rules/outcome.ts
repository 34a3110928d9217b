import type { DeliveryState } from "../terms.ts";

/** One try to hand a message to a provider, as the queue needs to know it. */
export interface Attempt {
  outcome: "sent" | "failed";
  isPermanent: boolean;
  /** It may have left although no answer came. */
  isUnknown: boolean;
  /** The provider asked to slow down: the try does not count. */
  isThrottled: boolean;
  retryAt: number | null;
}

export interface Verdict {
  state: Extract<DeliveryState, "sent" | "queued" | "dead" | "unknown">;
  /** When to try again, for `queued`. */
  dueAt: number | null;
  /** The next try must be the same request under the same key, since this one may have worked. */
  keepsBatch: boolean;
  counts: boolean;
}

export interface Trying {
  now: number;
  firstAttemptAt: number;
  /** Wait before the next try, if the provider named no time; null when there is none any more. */
  retryDelayMs: number | null;
  /** How long a retry under the same key can never send twice; null where the provider knows no keys. */
  keyLifetimeMs: number | null;
  /** How long after its first try it is worth another; a day, if nothing is said. */
  giveUpMs?: number;
}

/** A message nobody could hand over for a day is of no use to its reader. */
export const giveUpAfterMs = 23 * 3_600_000;

/** What becomes of a delivery after a try. Never blind: what may have left is asked for again only under its own key, or given up as unknown. */
export function judge(attempt: Attempt, trying: Trying): Verdict {
  const { now, firstAttemptAt, keyLifetimeMs, retryDelayMs, giveUpMs = giveUpAfterMs } = trying;
  if (attempt.outcome === "sent") return { state: "sent", dueAt: null, keepsBatch: true, counts: true };
  if (attempt.isPermanent) return { state: "dead", dueAt: null, keepsBatch: true, counts: true };
  const deadline = firstAttemptAt + Math.min(giveUpMs, keyLifetimeMs ?? giveUpMs);
  const isLast = retryDelayMs === null && !attempt.isThrottled;
  const dueAt = Math.max(now, attempt.retryAt ?? now + (retryDelayMs ?? 0));
  if (isLast || dueAt >= deadline) return { state: attempt.isUnknown ? "unknown" : "dead", dueAt: null, keepsBatch: true, counts: true };
  return { state: "queued", dueAt, keepsBatch: attempt.isUnknown && keyLifetimeMs !== null, counts: !attempt.isThrottled };
}

/** Until when a message may be asked for again after its first try. */
export function deadlineOf(firstAttemptAt: number, keyLifetimeMs: number | null): number {
  return firstAttemptAt + Math.min(giveUpAfterMs, keyLifetimeMs ?? giveUpAfterMs);
}
