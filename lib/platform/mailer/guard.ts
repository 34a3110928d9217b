import { parseEmailAddress } from "#lib/core/email-address";
import type { Mailer, MailMessage, MailOutcome } from "./message.ts";

/**
 * Keeps back what is not addressed to exactly one address in its stored form. SMTP libraries read a list or a comment in a
 * recipient as further recipients, so nothing but the form that `parseEmailAddress` returns may reach them.
 */
export function guardAddresses(mailer: Mailer): Mailer {
  return {
    ...mailer,
    async send({ messages, ...batch }) {
      const good = messages.filter(isWellAddressed);
      const outcomes = good.length === 0 ? [] : await mailer.send({ ...batch, messages: good });
      return messages.map((message) => (isWellAddressed(message) ? take(outcomes) : refuse(message)));
    },
  };
}

function isWellAddressed({ to }: MailMessage): boolean {
  return parseEmailAddress(to) === to;
}

function take(outcomes: MailOutcome[]): MailOutcome {
  const next = outcomes.shift();
  if (next === undefined) throw new Error("A mailer answered for fewer messages than it was given.");
  return next;
}

function refuse({ deliveryId }: MailMessage): MailOutcome {
  return { deliveryId, outcome: "failed", permanent: true, unknown: false, reason: "The recipient is not one plain address." };
}
