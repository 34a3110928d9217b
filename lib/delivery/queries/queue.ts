import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, max, or, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { deliveries } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Channel } from "../terms.ts";

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

/** Whether a channel has anything to do now: two looks into the indexes, and no lock. */
export async function hasDue(read: ReadDb, channel: Channel): Promise<boolean> {
  const isDue = and(isInHand, eq(deliveries.channel, channel), lte(deliveries.dueAt, nowMs));
  const [inHand] = await read.select({ id: deliveries.id }).from(deliveries).where(isDue).limit(1);
  return inHand !== undefined || (await listLanes(read, channel)).some((lane) => lane.isDue);
}

/** The lanes of a channel in which something waits, by priority. One look into the index a lane, however many deliveries it holds. */
export async function listLanes(read: ReadDb, channel: Channel): Promise<Lane[]> {
  const lanes: Lane[] = [];
  for (let last = ""; ; ) {
    const [next] = await read
      .select({ lane: deliveries.lane, dueAt: deliveries.dueAt, isDue: sql<number>`case when ${deliveries.dueAt} <= ${nowMs} then 1 else 0 end` })
      .from(deliveries)
      .where(and(isFresh, eq(deliveries.channel, channel), gt(deliveries.lane, last)))
      .orderBy(asc(deliveries.lane), asc(deliveries.dueAt))
      .limit(1);
    if (!next) return lanes;
    lanes.push({ ...next, isDue: next.isDue === 1 });
    last = next.lane;
  }
}

// Each of the two is asked once for all that are looked at: within the query for them PostgreSQL reads whole tables for it.

/** Readers who have an earlier message of this story (or, where none is named, of any) in hand, and when that is due again: a reader must not get "resolved" before "investigating". */
export async function findInHand(read: ReadDb, { storyId, subscriberIds }: { storyId: string | null; subscriberIds: string[] }): Promise<Map<string, number>> {
  if (subscriberIds.length === 0) return new Map();
  const isOfStory = storyId === null ? undefined : eq(deliveries.storyId, storyId);
  const rows = await read
    .select({ subscriberId: deliveries.subscriberId, until: max(deliveries.dueAt) })
    .from(deliveries)
    .where(and(isInHand, inArray(deliveries.subscriberId, subscriberIds), isOfStory))
    .groupBy(deliveries.subscriberId);
  return new Map(rows.map((row) => [row.subscriberId ?? "", row.until ?? 0]));
}

/** When the newest message of this story that has left, or is leaving, was made for each of these readers. */
export async function findNewestGone(read: ReadDb, { storyId, subscriberIds }: { storyId: string; subscriberIds: string[] }): Promise<Map<string, number>> {
  if (subscriberIds.length === 0) return new Map();
  const rows = await read
    .select({ subscriberId: deliveries.subscriberId, at: max(deliveries.createdAt) })
    .from(deliveries)
    .where(and(inArray(deliveries.subscriberId, subscriberIds), eq(deliveries.storyId, storyId), inArray(deliveries.state, ["sent", "sending"])))
    .groupBy(deliveries.subscriberId);
  return new Map(rows.map((row) => [row.subscriberId ?? "", row.at ?? 0]));
}

/**
 * Those who still want and may hear: days may pass between the queue and a provider that answers again, and whoever stopped or is no
 * member any more gets nothing late. What its owner asked for just now (a code, a test message) needs no choice, only the right to it.
 */
export async function findWilling(read: ReadDb, { subscriberIds, isAskedFor = false }: { subscriberIds: string[]; isAskedFor?: boolean }): Promise<Set<string>> {
  if (subscriberIds.length === 0) return new Set();
  const isListening = and(inArray(subscribers.state, ["active", "paused"]), or(eq(subscribers.channel, "email"), isNull(endpoints.disabledAt)));
  const mayRead = or(isNull(subscribers.customerId), and(isNotNull(memberships.id), isNull(customers.archivedAt)));
  const rows = await read
    .select({ id: subscribers.id })
    .from(subscribers)
    .leftJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .leftJoin(endpoints, eq(endpoints.subscriberId, subscribers.id))
    .where(and(inArray(subscribers.id, subscriberIds), or(eq(subscribers.channel, "email"), isNotNull(endpoints.subscriberId)), isAskedFor ? undefined : isListening, mayRead));
  return new Set(rows.map((row) => row.id));
}
