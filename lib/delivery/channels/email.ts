import type { Db } from "#db/open";
import type { Clock } from "#lib/platform/clock";
import { env } from "#lib/platform/env";
import { createMailer } from "#lib/platform/mailer/mailer";
import type { Mailer, MailOutcome } from "#lib/platform/mailer/message";
import type { ClaimedBatch } from "../commands/claim.ts";
import { keepInMailbox } from "../commands/mailbox.ts";
import type { Attempt } from "../rules/outcome.ts";
import { sharedPace } from "./pace.ts";

/** The configured way mail leaves: Resend, SMTP, or the local mailbox. */
export function emailChannel(db: Db, now: Clock): Mailer {
  return createMailer(env, { now, storeInMailbox: (messages) => keepInMailbox(db, { messages, now: now() }), paceOf: (pace) => sharedPace(db, pace) });
}

export async function sendBatch(mailer: Mailer, { batch, onLeave }: { batch: ClaimedBatch; onLeave?: (() => void) | undefined }): Promise<MailOutcome[]> {
  const messages = batch.deliveries.flatMap(({ id, message }) => ("subject" in message ? [{ deliveryId: id, ...message }] : []));
  return mailer.send({ key: batch.key, messages, ...(onLeave && { onLeave }) });
}

/** What a try came to. One of a batch that was asked for before may have left the first time, so a refusal now proves nothing. */
export function toAttempt(outcome: MailOutcome, { isAskedAgain }: { isAskedAgain: boolean }): Attempt {
  if (outcome.outcome === "sent") return { outcome: "sent", isPermanent: false, isUnknown: false, isThrottled: false, retryAt: null };
  return {
    outcome: "failed",
    isPermanent: outcome.permanent && !outcome.isRefused,
    isUnknown: outcome.unknown || isAskedAgain,
    isThrottled: outcome.isThrottled === true || outcome.isRefused === true,
    retryAt: outcome.retryAt ?? null,
  };
}
