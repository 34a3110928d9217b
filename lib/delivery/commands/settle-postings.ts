import { and, eq, isNull, lt, lte, ne, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import { enqueue } from "#lib/platform/outbox";
import { isFresh } from "../queries/queue.ts";
import { failingAtMostMs } from "../rules/schedule.ts";
import type { Channel } from "../terms.ts";
import { settleIn, type Settled } from "./settle.ts";

/** One message to an endpoint and what its answer says of the endpoint. */
export interface Posted {
  settled: Settled;
  subscriberId: string | null;
  /** working: it took it; failing: it did not; gone: it never will; null: the answer says nothing of it. */
  mark: "working" | "failing" | "gone" | null;
  /** How long everything else for it waits. */
  putOffMs: number;
}

interface Posting {
  channel: Channel;
  token: string;
  posted: readonly Posted[];
  now: number;
}

/** Records what became of messages to endpoints, and of the endpoints. What is no longer under our token changes nothing. */
// no requirePermission: the worker's own work
// no record: the attempt rows are the record
export async function settlePostings(db: Db, { channel, token, posted, now }: Posting): Promise<void> {
  if (posted.length === 0) return;
  await db.write(
    async (tx) => {
      const own = await settleIn(tx, { token, settled: posted.map((each) => each.settled), now });
      for (const each of posted) if (own.has(each.settled.deliveryId)) await note(tx, { channel, posted: each, now });
    },
    { lock: true },
  );
}

async function note(tx: Tx, { channel, posted, now }: { channel: Channel; posted: Posted; now: number }): Promise<void> {
  const { subscriberId, mark, settled, putOffMs } = posted;
  if (subscriberId === null) return;
  if (putOffMs > 0) await putOff(tx, { channel, subscriberId, besides: settled.deliveryId, forMs: putOffMs });
  if (mark === null) return;
  const words = mark === "working" ? { lastSentAt: now, failingSince: null, lastFailure: null } : { failingSince: sql`coalesce(${endpoints.failingSince}, ${now})`, lastFailure: settled.reason.slice(0, 500) };
  const [row] = await tx.update(endpoints).set(words).where(eq(endpoints.subscriberId, subscriberId)).returning({ failingSince: endpoints.failingSince });
  const isTooLong = row?.failingSince != null && row.failingSince <= now - failingAtMostMs;
  if (mark === "gone" || (mark === "failing" && isTooLong)) await disable(tx, { subscriberId, now });
}

// What would be due before is due then; what waits longer anyway stays as it is.
async function putOff(tx: Tx, { channel, subscriberId, besides, forMs }: { channel: Channel; subscriberId: string; besides: string; forMs: number }): Promise<void> {
  const until = sql`${nowMs} + ${sql.raw(String(Math.ceil(forMs)))}`;
  await tx.update(deliveries).set({ dueAt: until }).where(and(isFresh, eq(deliveries.channel, channel), eq(deliveries.subscriberId, subscriberId), ne(deliveries.id, besides), lt(deliveries.dueAt, until)));
}

async function disable(tx: Tx, { subscriberId, now }: { subscriberId: string; now: number }): Promise<void> {
  const changed = await tx.update(endpoints).set({ disabledAt: now, version: sql`${endpoints.version} + 1` }).where(and(eq(endpoints.subscriberId, subscriberId), isNull(endpoints.disabledAt))).returning({ version: endpoints.version });
  const [row] = changed;
  if (!row) return;
  // Who is switched off is queued nothing more.
  await tx.update(subscribers).set({ state: "stopped", stoppedAt: now }).where(eq(subscribers.id, subscriberId));
  await enqueue(tx, { kind: "endpoint.disabled", payload: { subscriberId }, dedupeKey: `endpoint.disabled:${subscriberId}:${row.version}` }, now);
}

/** Switches off what failed for five days, though nothing was sent there lately that would say so. */
// no requirePermission: the worker's own work
// no record: the endpoint says since when and why
export async function disableFailing(db: Db, now: number): Promise<void> {
  const isTooLong = and(sql`failing_since is not null and disabled_at is null`, lte(endpoints.failingSince, now - failingAtMostMs));
  const rows = await db.read.select({ subscriberId: endpoints.subscriberId }).from(endpoints).where(isTooLong).limit(100);
  for (const { subscriberId } of rows) await db.write((tx) => disable(tx, { subscriberId, now }), { lock: true });
}
