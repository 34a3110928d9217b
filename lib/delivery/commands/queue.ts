import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import type { FrozenMessage } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";
import { wakeWorkers } from "#lib/platform/outbox";
import { laneOf } from "../rules/lane.ts";

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
    .values({ id: newId("dlv", now), kind: "personal", channel: "email", address, customerId, state: "queued", lane: laneOf("personal", null), dedupeKey: `personal:${dedupeKey}`, message, dueAt: now, createdAt: now })
    .onConflictDoNothing({ target: deliveries.dedupeKey });
  wakeWorkers(tx);
}
