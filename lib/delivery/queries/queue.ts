import { and, asc, eq, gt, inArray, isNotNull, isNull, max, or, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { deliveries } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";

// Literals, not parameters: they are the words of the partial indexes.
/** Queued and in no batch: never tried, or known not to have left. */
export const isFresh = sql`${deliveries.state} = 'queued' and ${deliveries.batchId} is null`;
/** Part of a batch that may have left. */
export const isInHand = sql`${deliveries.state} in ('queued', 'sending') and ${deliveries.batchId} is not null`;

export interface Lane {
  lane: string;
  /** When its first delivery is due. */
  dueAt: number;
  isDue: boolean;
}

/** The lanes in which something waits, by priority. One look into the index a lane, however many deliveries it holds. */
export async function listLanes(read: ReadDb): Promise<Lane[]> {
  const lanes: Lane[] = [];
  for (let last = ""; ; ) {
    const [next] = await read
      .select({ lane: deliveries.lane, dueAt: deliveries.dueAt, isDue: sql<number>`case when ${deliveries.dueAt} <= ${nowMs} then 1 else 0 end` })
      .from(deliveries)
      .where(and(isFresh, gt(deliveries.lane, last)))
      .orderBy(asc(deliveries.lane), asc(deliveries.dueAt))
      .limit(1);
    if (!next) return lanes;
    lanes.push({ ...next, isDue: next.isDue === 1 });
    last = next.lane;
  }
}

// Each of the two is asked once for all that are looked at: within the query for them PostgreSQL reads whole tables for it.

/** Readers who have an earlier message of this story in hand, and when that is due again: a reader must not get "resolved" before "investigating". */
export async function findInHand(read: ReadDb, { storyId, subscriberIds }: { storyId: string; subscriberIds: string[] }): Promise<Map<string, number>> {
  if (subscriberIds.length === 0) return new Map();
  const rows = await read
    .select({ subscriberId: deliveries.subscriberId, until: max(deliveries.dueAt) })
    .from(deliveries)
    .where(and(isInHand, inArray(deliveries.subscriberId, subscriberIds), eq(deliveries.storyId, storyId)))
    .groupBy(deliveries.subscriberId);
  return new Map(rows.map((row) => [row.subscriberId ?? "", row.until ?? 0]));
}

/** Those who still want and may hear: days may pass between the queue and a provider that answers again, and whoever stopped or is no member any more gets nothing late. */
export async function findWilling(read: ReadDb, subscriberIds: string[]): Promise<Set<string>> {
  if (subscriberIds.length === 0) return new Set();
  const rows = await read
    .select({ id: subscribers.id })
    .from(subscribers)
    .leftJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .where(and(inArray(subscribers.id, subscriberIds), inArray(subscribers.state, ["active", "paused"]), or(isNull(subscribers.customerId), isNotNull(memberships.id))));
  return new Set(rows.map((row) => row.id));
}
