import type { Mailer, MailMessage } from "./message.ts";

/** Keeps one row a delivery id, whatever is asked twice, and answers that row's id. */
export type StoreInMailbox = (message: MailMessage) => Promise<string>;

/** Where mail goes when no provider is set up: a table that staff read in the console. */
export function mailboxMailer(store: StoreInMailbox): Mailer {
  return {
    provider: "mailbox",
    maxBatch: 100,
    isIdempotent: true,
    keyLifetimeMs: Number.MAX_SAFE_INTEGER,
    async send({ messages }) {
      const outcomes = [];
      for (const message of messages) outcomes.push(await storeOne(store, message));
      return outcomes;
    },
    async close() {},
  };
}

async function storeOne(store: StoreInMailbox, message: MailMessage) {
  const { deliveryId } = message;
  try {
    return { deliveryId, outcome: "sent", providerId: await store(message) } as const;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { deliveryId, outcome: "failed", permanent: false, unknown: false, reason } as const;
  }
}
