import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import type { FrozenMessage } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";
import { wakeWorkers } from "#lib/platform/outbox";

export interface PersonalMail {
  address: string;
  message: FrozenMessage;
  /** A second mail with the same key is dropped. */
  dedupeKey: string;
  customerId?: string | null;
  now: number;
}

/** Queues a mail its addressee asked for (sign-in, confirmation, invitation). It goes before everything else and is forgotten once sent. */
// no requirePermission: called by jobs inside their transaction, for what was permitted when it was asked
// no record: the asking was recorded
export async function queuePersonalMail(tx: Tx, mail: PersonalMail): Promise<void> {
  const { address, message, dedupeKey, customerId = null, now } = mail;
  await tx
    .insert(deliveries)
    .values({ id: newId("dlv", now), kind: "personal", channel: "email", address, customerId, state: "queued", dedupeKey: `personal:${dedupeKey}`, message, dueAt: now, createdAt: now })
    .onConflictDoNothing({ target: deliveries.dedupeKey });
  wakeWorkers(tx);
}

export interface QueuedUpdate {
  id: string;
  updateId: string;
  incidentId: string;
  subscriberId: string;
  customerId: string | null;
  address: string;
  message: FrozenMessage;
}

/** One delivery an update, subscriber and channel: a second fan-out of the same update adds nothing. */
// no requirePermission: called by the fan-out for an update whose author was allowed to publish it
// no record: the deliveries are the record
export async function queueUpdateMails(tx: Tx, input: { mails: QueuedUpdate[]; now: number }): Promise<void> {
  if (input.mails.length === 0) return;
  const rows = input.mails.map((mail) => ({
    ...mail,
    kind: "incident_update" as const,
    channel: "email" as const,
    state: "queued" as const,
    dedupeKey: `${mail.updateId}:${mail.subscriberId}:email`,
    dueAt: input.now,
    createdAt: input.now,
  }));
  await tx.insert(deliveries).values(rows).onConflictDoNothing({ target: deliveries.dedupeKey });
  wakeWorkers(tx);
}

/** What a newer update of the incident overtook, if it was never tried: nobody should read "investigating" after "resolved". */
// no requirePermission: called by the fan-out
// no record: the delivery's state is the record
export async function supersedeOlder(tx: Tx, input: { incidentId: string; updateId: string; olderUpdateIds: readonly string[] }): Promise<number> {
  if (input.olderUpdateIds.length === 0) return 0;
  const overtaken = and(
    eq(deliveries.incidentId, input.incidentId),
    inArray(deliveries.updateId, [...input.olderUpdateIds]),
    ne(deliveries.updateId, input.updateId),
    eq(deliveries.state, "queued"),
    isNull(deliveries.firstAttemptAt),
  );
  const changed = await tx.update(deliveries).set({ state: "superseded", message: null }).where(overtaken).returning({ id: deliveries.id });
  return changed.length;
}
