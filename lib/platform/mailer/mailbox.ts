import type { Mailer, MailMessage, MailOutcome } from "./message.ts";

/** Keeps one row a delivery id, whatever is asked twice, and answers the rows' ids in the order of the messages. */
export type StoreInMailbox = (messages: readonly MailMessage[]) => Promise<string[]>;

/** Where mail goes when no provider is set up: a table that staff read in the console. */
export function mailboxMailer(store: StoreInMailbox): Mailer {
  return {
    provider: "mailbox",
    maxBatch: 100,
    isIdempotent: true,
    keyLifetimeMs: Number.MAX_SAFE_INTEGER,
    parallel: 1,
    send: ({ messages }) => storeAll(store, messages),
    async close() {},
  };
}

async function storeAll(store: StoreInMailbox, messages: readonly MailMessage[]): Promise<MailOutcome[]> {
  try {
    const ids = await store(messages);
    return messages.map(({ deliveryId }, index) => ({ deliveryId, outcome: "sent", providerId: ids[index] ?? "" }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return messages.map(({ deliveryId }) => ({ deliveryId, outcome: "failed", permanent: false, unknown: false, reason }));
  }
}
