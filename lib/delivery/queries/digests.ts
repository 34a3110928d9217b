import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { deliveries } from "#db/schema/delivery";
import { mutedIncidents, subscribers } from "#db/schema/subscriptions";
import type { Language } from "#lib/customers/terms";
import type { DeliveryKind } from "../terms.ts";

export interface DigestReader {
  id: string;
  email: string;
  customerId: string | null;
  language: Language;
  timeZone: string;
  isShared: boolean;
  linkVersion: number;
  /** Null where it has no digest any more, and what was collected goes out a last time. */
  digestAt: number | null;
  nextDigestAt: number;
  /** Stopped, or a member no more: it gets nothing. */
  isGone: boolean;
  /** Paused: what was collected waits for the first digest after that. */
  isResting: boolean;
}

/** Whose digest is due, in the order in which it is, from a place on. */
export async function listDueDigests(read: ReadDb, input: { now: number; after: { at: number; id: string } | null; limit: number }): Promise<DigestReader[]> {
  const { now, after, limit } = input;
  const { id, email, customerId, language, timeZone, isShared, linkVersion, digestAt, nextDigestAt, state, pausedUntil } = subscribers;
  const rows = await read
    .select({ id, email, customerId, language, timeZone, isShared, linkVersion, digestAt, nextDigestAt, state, pausedUntil, memberId: memberships.id })
    .from(subscribers)
    .leftJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .where(and(isNotNull(nextDigestAt), lte(nextDigestAt, now), after ? or(gt(nextDigestAt, after.at), and(eq(nextDigestAt, after.at), gt(id, after.id))) : undefined))
    .orderBy(asc(nextDigestAt), asc(id))
    .limit(limit);
  return rows.map(({ state: now_, memberId, pausedUntil: until, nextDigestAt: at, ...row }) => ({
    ...row,
    nextDigestAt: at ?? now,
    isGone: (now_ !== "active" && now_ !== "paused") || (row.customerId !== null && memberId === null),
    isResting: now_ === "paused" && until !== null && until > now,
  }));
}

export interface Collected {
  id: string;
  kind: DeliveryKind;
  subscriberId: string;
  storyId: string;
  postId: string;
}

/** What waits for these readers' digests, oldest first; what they muted since is told apart. */
export async function listCollected(read: ReadDb, subscriberIds: string[]): Promise<{ wanted: Collected[]; muted: string[] }> {
  if (subscriberIds.length === 0) return { wanted: [], muted: [] };
  const { id, kind, subscriberId, storyId, postId, createdAt } = deliveries;
  const rows = await read
    .select({ id, kind, subscriberId, storyId, postId, mutedId: mutedIncidents.incidentId })
    .from(deliveries)
    .leftJoin(mutedIncidents, and(eq(mutedIncidents.subscriberId, subscriberId), eq(mutedIncidents.incidentId, storyId)))
    .where(and(eq(deliveries.state, "collected"), inArray(subscriberId, subscriberIds), isNull(deliveries.digestId)))
    .orderBy(asc(createdAt), asc(id));
  const wanted = rows.flatMap(({ mutedId, subscriberId: reader, storyId: story, postId: post, ...row }) => (mutedId === null && reader && story && post ? [{ ...row, subscriberId: reader, storyId: story, postId: post }] : []));
  return { wanted, muted: rows.flatMap((row) => (row.mutedId === null ? [] : [row.id])) };
}
