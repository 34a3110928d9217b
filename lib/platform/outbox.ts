// What must happen after a transaction is a row written in it: `due_at` is both "not before" and the lease, `token` fences late answers.
import { randomUUID } from "node:crypto";
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, lte, min, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, ReadDb, Tx } from "#db/open";
import { outbox } from "#db/schema/outbox";
import { newId } from "#lib/core/ids";

export type NewEvent = {
  kind: string;
  payload: Record<string, unknown>;
  /** Not before this instant. */
  dueAt?: number;
  /** A second event with the same key is dropped. */
  dedupeKey?: string;
};

export type ClaimedEvent = { id: string; kind: string; payload: Record<string, unknown>; attempts: number; createdAt: number };
export type Claim = { token: string; events: ClaimedEvent[] };
export type Failed = { error: string; retryInMs: number } | { error: string; isDead: true };

const waiting = and(isNull(outbox.doneAt), isNull(outbox.deadAt));

/** Writes the event in the caller's transaction; workers of this process are woken when it commits. */
export async function enqueue(tx: Tx, event: NewEvent, now: number): Promise<void> {
  await tx
    .insert(outbox)
    .values({
      id: newId("evt", now),
      kind: event.kind,
      payload: event.payload,
      dedupeKey: event.dedupeKey ?? null,
      createdAt: now,
      dueAt: event.dueAt ?? now,
    })
    .onConflictDoNothing({ target: outbox.dedupeKey });
  tx.afterCommit(announce);
}

/** Wakes the workers of this process when the transaction commits, for work that has a queue of its own. */
export function wakeWorkers(tx: Tx): void {
  tx.afterCommit(announce);
}

/** Takes due events under a lease by the database's clock: nobody else gets them before it ends. */
export async function claim(db: Db, input: { kinds: readonly string[]; limit: number; leaseMs: number }): Promise<Claim> {
  const token = randomUUID();
  const events = await db.write(
    async (tx) => {
      const isDue = and(waiting, lte(outbox.dueAt, nowMs), inArray(outbox.kind, [...input.kinds]));
      const candidates = tx.select({ id: outbox.id }).from(outbox).where(isDue).orderBy(outbox.dueAt, outbox.id).limit(input.limit);
      // Locked in a CTE, which runs once; the planner may run a subselect with a limit again.
      const due = tx.$with("due").as(db.lock(candidates, { skipLocked: true }));
      return tx
        .with(due)
        .update(outbox)
        .set({ token, attempts: sql`${outbox.attempts} + 1`, dueAt: fromNow(input.leaseMs) })
        .where(inArray(outbox.id, tx.select({ id: due.id }).from(due)))
        .returning({ id: outbox.id, kind: outbox.kind, payload: outbox.payload, attempts: outbox.attempts, createdAt: outbox.createdAt });
    },
    { lock: true },
  );
  return { token, events: events.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)) };
}

/** Marks events done and returns which: those whose lease went to another worker meanwhile are not among them. */
export function finish(db: Db, token: string, ids: readonly string[]): Promise<string[]> {
  return answer(db, token, ids, { doneAt: nowMs, token: null, lastError: null });
}

/** Records a failed attempt: tried again after a while, or dead until somebody replays it. */
export async function fail(db: Db, token: string, input: { id: string } & Failed): Promise<boolean> {
  const next = "isDead" in input ? { deadAt: nowMs } : { dueAt: fromNow(input.retryInMs) };
  const changed = await answer(db, token, [input.id], { ...next, token: null, lastError: input.error.slice(0, 2_000) });
  return changed.length === 1;
}

/** Prolongs the lease of events still in hand and returns which still are. */
export function extendLease(db: Db, token: string, input: { ids: readonly string[]; leaseMs: number }): Promise<string[]> {
  return answer(db, token, input.ids, { dueAt: fromNow(input.leaseMs) });
}

/** Events that were given up, the latest first. */
export function listDead(read: ReadDb, input: { limit: number }) {
  return read
    .select({
      id: outbox.id,
      kind: outbox.kind,
      payload: outbox.payload,
      attempts: outbox.attempts,
      createdAt: outbox.createdAt,
      deadAt: outbox.deadAt,
      lastError: outbox.lastError,
    })
    .from(outbox)
    .where(isNotNull(outbox.deadAt))
    .orderBy(desc(outbox.deadAt), desc(outbox.id))
    .limit(input.limit);
}

/** Makes a dead event due again, with all its attempts; false when it is not dead. */
export async function replay(tx: Tx, id: string): Promise<boolean> {
  const replayed = await tx
    .update(outbox)
    .set({ deadAt: null, attempts: 0, dueAt: nowMs })
    .where(and(eq(outbox.id, id), isNotNull(outbox.deadAt)))
    .returning({ id: outbox.id });
  tx.afterCommit(announce);
  return replayed.length === 1;
}

/** How much waits, since when, and how much is dead. */
export async function getBacklog(read: ReadDb): Promise<{ waiting: number; oldestAt: number | null; dead: number }> {
  const [queued] = await read.select({ waiting: count(), oldestAt: min(outbox.createdAt) }).from(outbox).where(waiting);
  const [given] = await read.select({ dead: count() }).from(outbox).where(isNotNull(outbox.deadAt));
  return { waiting: queued?.waiting ?? 0, oldestAt: queued?.oldestAt ?? null, dead: given?.dead ?? 0 };
}

/** Removes events done before an instant, a slice at a time so that nobody waits long for the writer; returns how many. */
export async function forgetDone(db: Db, input: { before: number; limit: number }): Promise<number> {
  const removed = await db.write((tx) => {
    const old = tx.select({ id: outbox.id }).from(outbox).where(lt(outbox.doneAt, input.before)).orderBy(asc(outbox.id)).limit(input.limit);
    return tx.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id });
  }, { lock: true });
  return removed.length;
}

// Copies of this module in other bundles of the process must reach the same workers.
const slot = Symbol.for("candor.outbox.listeners");
const shared = globalThis as { [slot]?: Set<() => void> };
const listeners = (shared[slot] ??= new Set());

/** Calls the listener after each commit of this process that wrote an event; returns how to stop that. */
export function onEnqueued(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function announce() {
  for (const listener of listeners) listener();
}

function fromNow(ms: number) {
  return sql<number>`${nowMs} + ${sql.raw(String(Math.round(ms)))}`;
}

type Change = Parameters<ReturnType<Tx["update"]>["set"]>[0];

// Only rows still under our token change: a worker that slept past its lease cannot overwrite what came after it.
async function answer(db: Db, token: string, ids: readonly string[], change: Change): Promise<string[]> {
  if (ids.length === 0) return [];
  const changed = await db.write(
    (tx) =>
      tx
        .update(outbox)
        .set(change)
        .where(and(inArray(outbox.id, [...ids]), eq(outbox.token, token), isNull(outbox.doneAt)))
        .returning({ id: outbox.id }),
    { lock: true },
  );
  return changed.map((row) => row.id);
}
