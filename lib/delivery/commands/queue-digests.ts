import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";
import { newId } from "#lib/core/ids";
import { wakeWorkers } from "#lib/platform/outbox";
import type { DigestReader } from "../queries/digests.ts";
import { laneOf } from "../rules/lane.ts";

export interface DigestTurn {
  /** Alike in what they get and when the next one is due. */
  readers: readonly DigestReader[];
  nextDigestAt: number | null;
  /** Null where there is nothing to tell. */
  mail: { renditionId: string; key: string } | null;
  /** What the mail carries, by reader. */
  collectedIds: ReadonlyMap<string, readonly string[]>;
  now: number;
}

/** Takes readers' turns and queues their digests; whose turn another worker took meanwhile is left out. Answers how many mails. */
// no requirePermission: called by the job of the digests
// no record: the deliveries are the record
export async function queueDigests(tx: Tx, { readers, nextDigestAt, mail, collectedIds, now }: DigestTurn): Promise<number> {
  const isDue = and(inArray(subscribers.id, readers.map((reader) => reader.id)), lte(subscribers.nextDigestAt, now));
  const taken = new Set((await tx.update(subscribers).set({ nextDigestAt }).where(isDue).returning({ id: subscribers.id })).map((row) => row.id));
  const mine = readers.filter((reader) => taken.has(reader.id));
  if (!mail || mine.length === 0) return 0;
  const lane = laneOf("digest", null);
  const rows = mine.map(({ id, email, customerId, linkVersion, nextDigestAt: dueAt }) => ({ id: newId("dlv", now), kind: "digest" as const, channel: "email" as const, postId: mail.key, subscriberId: id, customerId, address: email, state: "queued" as const, lane, dedupeKey: `digest:${id}:${dueAt}`, renditionId: mail.renditionId, linkVersion, dueAt: now, createdAt: now }));
  await tx.insert(deliveries).values(rows).onConflictDoNothing({ target: deliveries.dedupeKey });
  const carried = rows.flatMap((row) => collectedIds.get(row.subscriberId) ?? []);
  const digestId = sql<string>`case ${deliveries.subscriberId} ${sql.join(rows.map((row) => sql`when ${row.subscriberId} then cast(${row.id} as text)`), sql` `)} end`;
  await tx.update(deliveries).set({ state: "sent", digestId, sentAt: now, renditionId: null }).where(and(inArray(deliveries.id, carried), eq(deliveries.state, "collected")));
  wakeWorkers(tx);
  return rows.length;
}

/** What nobody wants in a digest any more: muted, or of somebody who is gone. */
// no requirePermission: called by the job of the digests
// no record: the delivery's state is the record
export async function dropCollected(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.update(deliveries).set({ state: "suppressed", renditionId: null }).where(and(inArray(deliveries.id, [...ids]), eq(deliveries.state, "collected")));
}
