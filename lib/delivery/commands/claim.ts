import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { deliveries, deliveryBatches } from "#db/schema/delivery";
import type { Channel, ReaderMessage } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";
import { loadReaderMessages, messageColumns } from "../queries/messages.ts";
import { isInHand } from "../queries/queue.ts";
import { takeFresh } from "./take-fresh.ts";

export interface ClaimedDelivery {
  id: string;
  attempts: number;
  firstAttemptAt: number;
  message: ReaderMessage;
  subscriberId: string | null;
  /** Already final in an earlier try of its batch: sent along unchanged, its outcome is not recorded again. */
  isFinal: boolean;
}

export interface ClaimedBatch {
  key: string;
  token: string;
  /** When its key was first used, now or in an earlier process. */
  firstAskedAt: number;
  /** It was claimed before, so it may have left, whatever this try says. */
  isAskedAgain: boolean;
  deliveries: ClaimedDelivery[];
}

export interface ClaimInput {
  /** Each channel has a queue of its own: what one cannot get rid of holds up no other. */
  channel: Channel;
  limit: number;
  leaseMs: number;
  /** Whether a batch may be asked for again as it was: only where the provider knows keys. */
  isIdempotent: boolean;
  now: number;
  /** Whose turn it is among equals, from 0 to 1; at random if not said. */
  turn?: number;
  /** Each reader's messages one after the other, whatever story they are of: where a reader is an endpoint that may be slow. */
  isOneEach?: boolean;
}

/**
 * Takes what is due under a lease by the database's clock: a batch that may have left already, whole and under its old key,
 * else fresh ones, every incident's share. The composition is stored before anything is sent.
 */
// no requirePermission: the worker's own work
// no record: the deliveries and their attempts are the record
export async function claimBatch(db: Db, input: ClaimInput): Promise<ClaimedBatch | null> {
  for (;;) {
    const { batch, seen } = await db.write(
      async (tx) => {
        const again = await reclaimBatch(db, tx, input);
        return again ? { batch: again, seen: 1 } : claimFresh(db, tx, input);
      },
      { lock: true },
    );
    // Everything looked at may have been put off or suppressed; what waits behind it is another transaction's.
    if (batch || seen === 0) return batch;
  }
}

async function reclaimBatch(db: Db, tx: Tx, input: ClaimInput): Promise<ClaimedBatch | null> {
  const isDue = and(isInHand, eq(deliveries.channel, input.channel), lte(deliveries.dueAt, nowMs));
  const [due] = await db.lock(tx.select({ batchId: deliveries.batchId }).from(deliveries).where(isDue).orderBy(asc(deliveries.dueAt)).limit(1), { skipLocked: true });
  if (!due?.batchId) return null;
  const [batch] = await tx.select().from(deliveryBatches).where(eq(deliveryBatches.id, due.batchId));
  if (!batch) throw new Error(`Batch ${due.batchId} has no composition.`);
  const token = randomUUID();
  // What was settled alone and waits for its next try is no part of the batch any more.
  const within = input.isIdempotent ? undefined : eq(deliveries.batchId, batch.id);
  await lease(tx, { ids: batch.deliveryIds, token, batchId: batch.id, leaseMs: input.leaseMs, now: input.now, within });
  const members = await loadMembers(tx, batch.deliveryIds, token);
  const isWhole = members.length === batch.deliveryIds.length;
  return {
    key: batch.id,
    token,
    firstAskedAt: batch.firstAttemptAt,
    isAskedAgain: true,
    deliveries: input.isIdempotent && isWhole ? members : members.filter((member) => !member.isFinal),
  };
}

async function claimFresh(db: Db, tx: Tx, input: ClaimInput): Promise<{ batch: ClaimedBatch | null; seen: number }> {
  const token = randomUUID();
  const key = newId("bat", input.now);
  const { ids, seen } = await takeFresh(db, tx, { channel: input.channel, limit: input.limit, turn: input.turn ?? Math.random(), isOneEach: input.isOneEach ?? false, lease: (some) => lease(tx, { ids: some, token, batchId: key, leaseMs: input.leaseMs, now: input.now }) });
  if (ids.length === 0) return { batch: null, seen };
  await tx.insert(deliveryBatches).values({ id: key, deliveryIds: ids, firstAttemptAt: input.now });
  return { batch: { key, token, firstAskedAt: input.now, isAskedAgain: false, deliveries: await loadMembers(tx, ids, token) }, seen };
}

async function lease(tx: Tx, input: { ids: string[]; token: string; batchId: string; leaseMs: number; now: number; within?: SQL | undefined }): Promise<void> {
  await tx
    .update(deliveries)
    .set({
      state: "sending",
      token: input.token,
      batchId: input.batchId,
      attempts: sql`${deliveries.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${deliveries.firstAttemptAt}, ${input.now})`,
      dueAt: sql`${nowMs} + ${sql.raw(String(input.leaseMs))}`,
    })
    .where(and(inArray(deliveries.id, input.ids), input.within, or(eq(deliveries.state, "queued"), eq(deliveries.state, "sending"))));
}

async function loadMembers(tx: Tx, ids: string[], token: string): Promise<ClaimedDelivery[]> {
  const rows = await tx
    .select({ id: deliveries.id, token: deliveries.token, attempts: deliveries.attempts, firstAttemptAt: deliveries.firstAttemptAt, ...messageColumns })
    .from(deliveries)
    .where(inArray(deliveries.id, ids));
  const messages = await loadReaderMessages(tx, rows);
  const byId = new Map(rows.map((row, index) => [row.id, { ...row, message: messages[index] ?? null }]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row?.message) return [];
    return [{ id, attempts: row.attempts, firstAttemptAt: row.firstAttemptAt ?? 0, message: row.message, subscriberId: row.subscriberId, isFinal: row.token !== token }];
  });
}

/** Prolongs the lease while a provider is slow. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function prolongLease(db: Db, input: { channel: Channel; token: string; leaseMs: number }): Promise<void> {
  const dueAt = sql`${nowMs} + ${sql.raw(String(input.leaseMs))}`;
  await db.write((tx) => tx.update(deliveries).set({ dueAt }).where(and(isInHand, eq(deliveries.channel, input.channel), eq(deliveries.token, input.token), eq(deliveries.state, "sending"))), { lock: true });
}
