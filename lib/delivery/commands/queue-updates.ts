import { and, asc, eq, inArray, isNull, ne, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";
import type { Letter } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";
import { sha256 } from "#lib/platform/crypto";
import { wakeWorkers } from "#lib/platform/outbox";
import { hearsAs, type Hearing } from "../queries/hearing.ts";
import type { Slice } from "../queries/slice.ts";
import { laneOf } from "../rules/lane.ts";

export interface Rendition {
  postId: string;
  customerId: string | null;
  timeZone: string;
  letter: Letter;
}

/** Keeps the words of one audience and zone; answers their id, which is the same for the same words. */
// no requirePermission: called by the fan-out for an update whose author was allowed to publish it
// no record: the deliveries are the record
export async function storeRendition(tx: Tx, { rendition, now }: { rendition: Rendition; now: number }): Promise<string> {
  const { postId, customerId, timeZone, letter } = rendition;
  const id = `rnd_${sha256(JSON.stringify([postId, customerId, timeZone, letter])).slice(0, 40)}`;
  await tx.insert(deliveryRenditions).values({ id, ...rendition, createdAt: now }).onConflictDoNothing({ target: deliveryRenditions.id });
  return id;
}

export interface QueueSlice {
  hearing: Hearing;
  slice: Slice;
  updateId: string;
  incidentId: string;
  /** The rendition of each zone that has one. */
  renditions: ReadonlyMap<string, string>;
  now: number;
}

/** One delivery for each reader of the slice who hears and has a rendition, in one statement; a second fan-out of the same update adds nothing. Answers how many were added. */
// no requirePermission: called by the fan-out for an update whose author was allowed to publish it
// no record: the deliveries are the record
export async function queueSlice(tx: Tx, input: QueueSlice): Promise<number> {
  const { hearing, slice, renditions } = input;
  if (renditions.size === 0) return 0;
  const isReader = and(inArray(subscribers.timeZone, [...renditions.keys()]), hearsAs(tx, hearing, slice));
  const rows = tx.select(queuedRow(input)).from(subscribers).where(isReader);
  const added = await tx.insert(deliveries).select(rows).onConflictDoNothing({ target: deliveries.dedupeKey }).returning({ id: deliveries.id });
  wakeWorkers(tx);
  return added.length;
}

/** Zones of the slice's readers that have no rendition: asked after queueing, so that whoever changed zone meanwhile is not left out. */
export async function listZonesWithout(tx: Tx, { hearing, slice, knownZones }: { hearing: Hearing; slice: Slice; knownZones: readonly string[] }): Promise<string[]> {
  const isUnknown = knownZones.length === 0 ? undefined : sql`${subscribers.timeZone} not in ${[...knownZones]}`;
  const rows = await tx.selectDistinct({ zone: subscribers.timeZone }).from(subscribers).where(and(isUnknown, hearsAs(tx, hearing, slice)));
  return rows.map((row) => row.zone);
}

// Every column of the table, in its order, as INSERT … SELECT wants it. What is null here is what a personal mail or a try fills in.
function queuedRow({ updateId, incidentId, renditions, now }: QueueSlice) {
  const none = sql<null>`null`;
  return {
    id: numberedId(newId("dlv", now)).as("new_id"),
    kind: sql`'incident_update'`.as("new_kind"),
    channel: sql`'email'`.as("new_channel"),
    storyId: text(incidentId).as("new_story"),
    postId: text(updateId).as("new_post"),
    subscriberId: subscribers.id,
    customerId: subscribers.customerId,
    address: subscribers.email,
    state: sql`'queued'`.as("new_state"),
    lane: text(laneOf("incident_update", incidentId)).as("new_lane"),
    dedupeKey: sql`${text(updateId)} || ':' || ${subscribers.id} || ':email'`.as("new_key"),
    message: none.as("new_message"),
    renditionId: renditionOf(renditions).as("new_rendition"),
    linkVersion: subscribers.linkVersion,
    batchId: none.as("new_batch"),
    digestId: none.as("new_digest"),
    dueAt: instant(now).as("new_due"),
    token: none.as("new_token"),
    attempts: sql`0`.as("new_attempts"),
    firstAttemptAt: none.as("new_first"),
    createdAt: instant(now).as("new_created"),
    sentAt: none.as("new_sent"),
    providerId: none.as("new_provider"),
    lastError: none.as("new_error"),
  };
}

// The slice's own id and the row's number in it: unique, ascending, and made without a round trip for each row.
function numberedId(base: string): SQL<string> {
  return sql<string>`${text(base)} || substr(cast(100000 + row_number() over (order by ${asc(subscribers.id)}) as text), 2)`;
}

function renditionOf(renditions: ReadonlyMap<string, string>): SQL<string> {
  const cases = [...renditions].map(([zone, id]) => sql`when ${text(zone)} then ${text(id)}`);
  return sql<string>`case ${subscribers.timeZone} ${sql.join(cases, sql` `)} end`;
}

// A parameter in a select list has no type of its own on PostgreSQL.
function text(value: string): SQL<string> {
  return sql<string>`cast(${value} as text)`;
}

function instant(value: number): SQL<number> {
  return sql<number>`cast(${value} as bigint)`;
}

/** What a newer update of the incident overtook, if it was never tried: nobody should read "investigating" after "resolved". At most `limit` at once; answers how many. */
// no requirePermission: called by the fan-out
// no record: the delivery's state is the record
export async function supersedeOlder(tx: Tx, input: { incidentId: string; updateId: string; olderUpdateIds: readonly string[]; limit: number }): Promise<number> {
  if (input.olderUpdateIds.length === 0) return 0;
  const overtaken = and(
    eq(deliveries.storyId, input.incidentId),
    inArray(deliveries.postId, [...input.olderUpdateIds]),
    ne(deliveries.postId, input.updateId),
    eq(deliveries.state, "queued"),
    isNull(deliveries.firstAttemptAt),
  );
  const some = (await tx.select({ id: deliveries.id }).from(deliveries).where(overtaken).limit(input.limit)).map((row) => row.id);
  if (some.length === 0) return 0;
  const changed = await tx.update(deliveries).set({ state: "superseded", renditionId: null }).where(and(inArray(deliveries.id, some), overtaken)).returning({ id: deliveries.id });
  return changed.length;
}
