import type { Db } from "#db/open";
import { mailboxMessages } from "#db/schema/delivery";
import { newId } from "#lib/core/ids";
import type { Clock } from "#lib/platform/clock";
import { env } from "#lib/platform/env";
import { createMailer } from "#lib/platform/mailer/mailer";
import type { Mailer, MailMessage, MailOutcome } from "#lib/platform/mailer/message";
import { eq } from "drizzle-orm";
import type { ClaimedBatch } from "../commands/claim.ts";
import type { Attempt } from "../rules.ts";

/** The configured way mail leaves: Resend, SMTP, or the local mailbox. */
export function emailChannel(db: Db, now: Clock): Mailer {
  return createMailer(env, { now, storeInMailbox: (message) => storeInMailbox(db, message, now()) });
}

export async function sendBatch(mailer: Mailer, batch: ClaimedBatch): Promise<MailOutcome[]> {
  const messages = batch.deliveries.map(({ id, message }) => ({ deliveryId: id, ...message }));
  return mailer.send({ key: batch.key, messages });
}

export function toAttempt(outcome: MailOutcome): Attempt {
  if (outcome.outcome === "sent") return { outcome: "sent", isPermanent: false, isUnknown: false, isThrottled: false, retryAt: null };
  return {
    outcome: "failed",
    isPermanent: outcome.permanent && !outcome.isRefused,
    isUnknown: outcome.unknown,
    isThrottled: outcome.isThrottled === true || outcome.isRefused === true,
    retryAt: outcome.retryAt ?? null,
  };
}

// One row a delivery id: asked twice, it answers the first.
async function storeInMailbox(db: Db, message: MailMessage, now: number): Promise<string> {
  const { deliveryId, to, from, subject, html, text, headers } = message;
  return db.write(async (tx) => {
    await tx
      .insert(mailboxMessages)
      .values({ id: newId("mbx", now), deliveryId, to, from, subject, html, text, headers, receivedAt: now })
      .onConflictDoNothing({ target: mailboxMessages.deliveryId });
    const [row] = await tx.select({ id: mailboxMessages.id }).from(mailboxMessages).where(eq(mailboxMessages.deliveryId, deliveryId));
    if (!row) throw new Error("The mailbox did not keep the message.");
    return row.id;
  });
}
