import type { Resend } from "resend";
import type { MailFailed, MailSent } from "./message.ts";

type Answer = Awaited<ReturnType<typeof permissiveBatch>>;
type Failure = Omit<MailFailed, "deliveryId">;
export type Verdict = { kind: "accepted"; members: (Failure | Omit<MailSent, "deliveryId">)[] } | { kind: "failed"; failure: Failure };

const minute = 60_000;

/**
 * What an answer of `/emails/batch` means for its members. Status and names are those of Resend's published error table; a name
 * that is not in it is judged by its status, and an answer that never came counts as one that may have been acted upon.
 */
export function classify({ data, error, headers }: Answer, { count, now }: { count: number; now: number }): Verdict {
  if (error === null) return accepted(data, count);
  const reason = `${error.statusCode ?? "no answer"} ${error.name}: ${error.message}`;
  const retryAt = instantAfter(headers?.["retry-after"], now);
  const resetAt = instantAfter(headers?.["ratelimit-reset"], now);
  const failed = (more: Partial<Failure>): Verdict => ({ kind: "failed", failure: { outcome: "failed", permanent: false, unknown: false, reason, ...more } });
  const name: string = error.name;
  switch (name) {
    case "rate_limit_exceeded":
      return failed({ isThrottled: true, retryAt: retryAt ?? resetAt ?? now + 1000 });
    case "daily_quota_exceeded":
    case "monthly_quota_exceeded":
      return failed({ isThrottled: true, isRefused: true, retryAt: retryAt ?? now + 60 * minute });
    case "concurrent_idempotent_requests":
      return failed({ unknown: true, retryAt: retryAt ?? now + 5000 });
    case "invalid_idempotent_request":
      return failed({ permanent: true, unknown: true });
  }
  const status = error.statusCode;
  if (status === 401 || status === 403) return failed({ isRefused: true, retryAt: now + 5 * minute });
  if (status === 429) return failed({ isThrottled: true, retryAt: retryAt ?? resetAt ?? now + 1000 });
  if (status === null || status === 408 || status >= 500) return failed({ unknown: true, ...(retryAt !== undefined && { retryAt }) });
  return failed({ permanent: true });
}

export function pauseMs({ retryAt }: Failure, now: number): number {
  return Math.min(5000, Math.max(0, (retryAt ?? now) - now));
}

function accepted(data: NonNullable<Answer["data"]>, count: number): Verdict {
  const refused = new Map((data.errors ?? []).map(({ index, message }) => [index, message]));
  const ids = data.data.map(({ id }) => id);
  if (ids.length + refused.size !== count) return { kind: "failed", failure: { outcome: "failed", permanent: true, unknown: true, reason: `Resend answered for ${ids.length + refused.size} of ${count} messages.` } };
  const members = Array.from({ length: count }, (_, index) => {
    const message = refused.get(index);
    return message === undefined ? ({ outcome: "sent", providerId: ids.shift() ?? "" } as const) : ({ outcome: "failed", permanent: true, unknown: false, reason: message } as const);
  });
  return { kind: "accepted", members };
}

/** Both headers are seconds from now (draft-ietf-httpapi-ratelimit-headers-06). */
function instantAfter(header: string | undefined, now: number): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? now + Math.ceil(seconds * 1000) : undefined;
}

// Never called: it names the type that the SDK gives for permissive validation.
function permissiveBatch(resend: Resend) {
  return resend.batch.send([], { batchValidation: "permissive" as const });
}
