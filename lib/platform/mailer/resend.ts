import { Resend, type CreateBatchOptions } from "resend";
import { guardAddresses } from "./guard.ts";
import type { MailBatch, Mailer, MailMessage, MailOutcome, Pace } from "./message.ts";
import { classify, pauseMs, type Verdict } from "./resend-answers.ts";

export interface ResendSettings {
  apiKey: string;
  baseUrl?: string;
  now: () => number;
  timeoutMs?: number;
  pace?: Pace;
  /** What the pace allows: so many answers can be awaited at once. */
  perSecond?: number;
}

const hour = 3_600_000;

/**
 * Mail through Resend's `/emails/batch` with an idempotency key. Valid members of a batch leave although others are refused
 * (permissive validation). Should the whole call be refused all the same, nothing of it has left, and it is halved under keys
 * derived from its own (`key/0`, `key/1`): deterministic, so that a retry after a crash asks the same questions and doubles nothing.
 */
export function resendMailer({ apiKey, baseUrl, now, timeoutMs = 30_000, pace = async () => 0, perSecond = 2 }: ResendSettings): Mailer {
  const resend = new Resend(apiKey, { baseUrl });

  async function call({ key, messages, onLeave }: MailBatch): Promise<Verdict> {
    const quietMs = await pace();
    if (quietMs > 0) return notNow(now() + quietMs);
    onLeave?.();
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { idempotencyKey: key, batchValidation: "permissive", signal } as const;
    const answer = await resend.batch.send(messages.map(toResend), options);
    return classify(answer, { count: messages.length, now: now() });
  }

  // Parts of a refused batch wait out the provider's pace themselves: coming back later would begin with the same parts again.
  async function callPart(batch: MailBatch): Promise<Verdict> {
    for (let attempt = 0; ; attempt += 1) {
      const verdict = await call(batch);
      if (verdict.kind !== "failed" || !verdict.failure.isThrottled || attempt === 5) return verdict;
      await new Promise((resolve) => setTimeout(resolve, pauseMs(verdict.failure, now())));
    }
  }

  async function deliver(batch: MailBatch, ask: (batch: MailBatch) => Promise<Verdict>): Promise<MailOutcome[]> {
    const verdict = await ask(batch);
    if (verdict.kind === "accepted") return batch.messages.map(({ deliveryId }, index) => ({ deliveryId, ...verdict.members[index] }) as MailOutcome);
    if (!verdict.failure.permanent || verdict.failure.unknown || batch.messages.length === 1) return batch.messages.map(({ deliveryId }) => ({ deliveryId, ...verdict.failure }));
    const middle = Math.ceil(batch.messages.length / 2);
    const left = await deliver({ key: `${batch.key}/0`, messages: batch.messages.slice(0, middle) }, callPart);
    return [...left, ...(await deliver({ key: `${batch.key}/1`, messages: batch.messages.slice(middle) }, callPart))];
  }

  return guardAddresses({
    provider: "resend",
    maxBatch: 100,
    isIdempotent: true,
    // Resend keeps keys for 24 h; an hour is left for clocks and for a call under way.
    keyLifetimeMs: 23 * hour,
    // An answer that takes two seconds still holds up nobody.
    parallel: Math.min(32, Math.max(4, Math.ceil(perSecond * 2))),
    send: (batch) => deliver(batch, call),
    async close() {},
  });
}

function notNow(retryAt: number): Verdict {
  return { kind: "failed", failure: { outcome: "failed", permanent: false, unknown: false, isThrottled: true, reason: "Not asked: the provider wants quiet.", retryAt } };
}

function toResend({ to, from, subject, html, text, headers }: MailMessage): CreateBatchOptions[number] {
  return { to: [to], from, subject, html, text, headers };
}
