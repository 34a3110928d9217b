import { eq } from "drizzle-orm";
import type { Db } from "#db/open";
import { mailboxMessages } from "#db/schema/delivery";
import { newId } from "#lib/core/ids";
import type { MailMessage } from "#lib/platform/mailer/message";

/** Keeps a message in the local mailbox, once a delivery: asked twice, it answers the first. */
// no requirePermission: it is where mail goes that has no provider
// no record: the delivery is the record
export async function keepInMailbox(db: Db, { message, now }: { message: MailMessage; now: number }): Promise<string> {
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
