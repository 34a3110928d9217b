import { inArray } from "drizzle-orm";
import type { Db } from "#db/open";
import { mailboxMessages } from "#db/schema/delivery";
import { newId } from "#lib/core/ids";
import type { MailMessage } from "#lib/platform/mailer/message";

/** Keeps messages in the local mailbox, once a delivery: asked twice, it answers the first. */
// no requirePermission: it is where mail goes that has no provider
// no record: the delivery is the record
export async function keepInMailbox(db: Db, { messages, now }: { messages: readonly MailMessage[]; now: number }): Promise<string[]> {
  const rows = messages.map(({ deliveryId, to, from, subject, html, text, headers }) => ({ id: newId("mbx", now), deliveryId, to, from, subject, html, text, headers, receivedAt: now }));
  return db.write(
    async (tx) => {
      await tx.insert(mailboxMessages).values(rows).onConflictDoNothing({ target: mailboxMessages.deliveryId });
      const kept = await tx.select({ id: mailboxMessages.id, deliveryId: mailboxMessages.deliveryId }).from(mailboxMessages).where(inArray(mailboxMessages.deliveryId, rows.map((row) => row.deliveryId)));
      const ids = new Map(kept.map((row) => [row.deliveryId, row.id]));
      return rows.map((row) => ids.get(row.deliveryId) ?? row.id);
    },
    { lock: true },
  );
}
