import { randomUUID } from "node:crypto";
import { and, asc, eq, exists, inArray, isNotNull, isNull, lte, ne, not, or, sql, type SQL } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { alias } from "#db/kit";
import { memberships } from "#db/schema/access";
import { deliveries, deliveryBatches } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";
import type { FrozenMessage } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";

export interface ClaimedDelivery {
  id: string;
  attempts: number;
  firstAttemptAt: number;
  message: FrozenMessage;
  /** Already final in an earlier try of its batch: sent along unchanged, its outcome is not recorded again. */
  isFinal: boolean;
}

export interface ClaimedBatch {
  key: string;
  token: string;
  /** When its key was first used, now or in an earlier process. */
  firstAskedAt: number;
  deliveries: ClaimedDelivery[];
}

interface ClaimInput {
  limit: number;
  leaseMs: number;
  /** Whether a batch may be asked for again as it was: only where the provider knows keys. */
  isIdempotent: boolean;
  now: number;
}

const inFlight = or(eq(deliveries.state, "queued"), eq(deliveries.state, "sending"));

/**
 * Takes what is due under a lease by the database's clock: a batch that may have left already, whole and under its old key,
 * else the oldest fresh ones. The composition is stored before anything is sent.
 */
// no requirePermission: the worker's own work
// no record: the deliveries and their attempts are the record
export async function claimBatch(db: Db, input: ClaimInput): Promise<ClaimedBatch | null> {
  return db.write(
    async (tx) => {
      await suppressUnwanted(db, tx);
      return (await reclaimBatch(db, tx, input)) ?? (await claimFresh(db, tx, input));
    },
    { lock: true },
  );
}

// Days may pass between the queue and a provider that answers again: whoever stopped meanwhile, or is no member any more, gets nothing late.
async function suppressUnwanted(db: Db, tx: Tx): Promise<void> {
  const isMember = exists(tx.select({ one: sql`1` }).from(memberships).where(and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId))));
  const mayHear = tx
    .select({ one: sql`1` })
    .from(subscribers)
    .where(and(eq(subscribers.id, deliveries.subscriberId), inArray(subscribers.state, ["active", "paused"]), or(isNull(subscribers.customerId), isMember)));
  const isUnwanted = and(eq(deliveries.state, "queued"), isNull(deliveries.batchId), lte(deliveries.dueAt, nowMs), isNotNull(deliveries.subscriberId), not(exists(mayHear)));
  const ids = (await db.lock(tx.select({ id: deliveries.id }).from(deliveries).where(isUnwanted).limit(500), { skipLocked: true })).map((row) => row.id);
  if (ids.length > 0) await tx.update(deliveries).set({ state: "suppressed", message: null }).where(inArray(deliveries.id, ids));
}

async function reclaimBatch(db: Db, tx: Tx, input: ClaimInput): Promise<ClaimedBatch | null> {
  const isDue = and(inFlight, isNotNull(deliveries.batchId), lte(deliveries.dueAt, nowMs));
  const [due] = await db.lock(tx.select({ batchId: deliveries.batchId }).from(deliveries).where(isDue).orderBy(asc(deliveries.dueAt)).limit(1), { skipLocked: true });
  if (!due?.batchId) return null;
  const [batch] = await tx.select().from(deliveryBatches).where(eq(deliveryBatches.id, due.batchId));
  if (!batch) throw new Error(`Batch ${due.batchId} has no composition.`);
  const token = randomUUID();
  await lease(tx, { ids: batch.deliveryIds, token, batchId: batch.id, leaseMs: input.leaseMs, now: input.now });
  const members = await loadMembers(tx, batch.deliveryIds, token);
  const isWhole = members.length === batch.deliveryIds.length;
  return { key: batch.id, token, firstAskedAt: batch.firstAttemptAt, deliveries: input.isIdempotent && isWhole ? members : members.filter((member) => !member.isFinal) };
}

// Personal mail goes first, in batches of its own: its text is forgotten soon, an update's is kept.
async function claimFresh(db: Db, tx: Tx, input: ClaimInput): Promise<ClaimedBatch | null> {
  const personal = await lockFresh(db, tx, { limit: input.limit, kind: eq(deliveries.kind, "personal") });
  const ids = personal.length > 0 ? personal : await lockFresh(db, tx, { limit: input.limit, kind: ne(deliveries.kind, "personal") });
  if (ids.length === 0) return null;
  const token = randomUUID();
  const key = newId("bat", input.now);
  await tx.insert(deliveryBatches).values({ id: key, deliveryIds: ids, firstAttemptAt: input.now });
  await lease(tx, { ids, token, batchId: key, leaseMs: input.leaseMs, now: input.now });
  return { key, token, firstAskedAt: input.now, deliveries: await loadMembers(tx, ids, token) };
}

async function lockFresh(db: Db, tx: Tx, { limit, kind }: { limit: number; kind: SQL }): Promise<string[]> {
  const isDue = and(eq(deliveries.state, "queued"), kind, isNull(deliveries.batchId), lte(deliveries.dueAt, nowMs), not(hasEarlierInFlight(tx)));
  const candidates = tx.select({ id: deliveries.id }).from(deliveries).where(isDue).orderBy(asc(deliveries.dueAt), asc(deliveries.id)).limit(limit);
  return (await db.lock(candidates, { skipLocked: true })).map((row) => row.id);
}

// A reader must not get "resolved" before "investigating": what follows waits until the earlier one has an end.
function hasEarlierInFlight(tx: Tx): SQL {
  const earlier = alias(deliveries, "earlier");
  return exists(
    tx
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.subscriberId, deliveries.subscriberId),
          eq(earlier.incidentId, deliveries.incidentId),
          ne(earlier.id, deliveries.id),
          isNotNull(earlier.batchId),
          inArray(earlier.state, ["queued", "sending"]),
        ),
      ),
  );
}

async function lease(tx: Tx, input: { ids: string[]; token: string; batchId: string; leaseMs: number; now: number }): Promise<void> {
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
    .where(and(inArray(deliveries.id, input.ids), inFlight));
}

async function loadMembers(tx: Tx, ids: string[], token: string): Promise<ClaimedDelivery[]> {
  const rows = await tx
    .select({ id: deliveries.id, token: deliveries.token, attempts: deliveries.attempts, firstAttemptAt: deliveries.firstAttemptAt, message: deliveries.message })
    .from(deliveries)
    .where(inArray(deliveries.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row?.message) return [];
    return [{ id, attempts: row.attempts, firstAttemptAt: row.firstAttemptAt ?? 0, message: row.message, isFinal: row.token !== token }];
  });
}

/** Prolongs the lease while a provider is slow. */
// no requirePermission: the worker's own work
// no record: nothing changes for anybody
export async function prolongLease(db: Db, input: { token: string; leaseMs: number }): Promise<void> {
  const dueAt = sql`${nowMs} + ${sql.raw(String(input.leaseMs))}`;
  await db.write((tx) => tx.update(deliveries).set({ dueAt }).where(and(eq(deliveries.token, input.token), eq(deliveries.state, "sending"))), { lock: true });
}
