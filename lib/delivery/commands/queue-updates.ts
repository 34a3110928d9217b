import { and, asc, eq, inArray, isNull, ne, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries, deliveryRenditions } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Language } from "#lib/customers/terms";
import type { Channel, Letter, Parcel, PostKind } from "#lib/delivery/terms";
import { newId } from "#lib/core/ids";
import { sha256 } from "#lib/platform/crypto";
import { wakeWorkers } from "#lib/platform/outbox";
import { hearsAs, type Hearing } from "../queries/hearing.ts";
import type { Slice } from "../queries/slice.ts";
import { hasDigest, heardForm, isCritical, readerKey } from "../queries/wishes.ts";
import { laneOf } from "../rules/lane.ts";

export interface Rendition {
  postId: string;
  customerId: string | null;
  channel: Channel;
  form: string;
  language: Language;
  timeZone: string;
  letter: Letter | Parcel;
}

/** Keeps the words of one audience as one kind of reader gets them; answers their id, which is the same for the same words. */
// no requirePermission: called by the fan-out for a post whose author was allowed to publish it
// no record: the deliveries are the record
export async function storeRendition(tx: Tx, { rendition, now }: { rendition: Rendition; now: number }): Promise<string> {
  const { postId, customerId, channel, form, language, timeZone, letter } = rendition;
  const id = `rnd_${sha256(JSON.stringify([postId, customerId, channel, form, language, timeZone, letter])).slice(0, 40)}`;
  await tx.insert(deliveryRenditions).values({ id, ...rendition, createdAt: now }).onConflictDoNothing({ target: deliveryRenditions.id });
  return id;
}

/** Readers alike in all that a message is made of and held back by. */
export interface ReaderGroup {
  key: string;
  channel: Channel;
  form: string;
  language: Language;
  timeZone: string;
  quietFrom: number | null;
  quietUntil: number | null;
}

/** What a group gets, and when it may. */
export interface GroupTurn {
  renditionId: string;
  dueAt: number;
}

export interface QueueSlice {
  hearing: Hearing;
  slice: Slice;
  kind: PostKind;
  postId: string;
  storyId: string;
  /** Of each group that has a rendition, by its key. */
  turns: ReadonlyMap<string, GroupTurn>;
  now: number;
}

/** One delivery for each reader of the slice who hears and has a rendition, in one statement; a second fan-out of the same post adds nothing. Answers how many were added. */
// no requirePermission: called by the fan-out for a post whose author was allowed to publish it
// no record: the deliveries are the record
export async function queueSlice(tx: Tx, input: QueueSlice): Promise<number> {
  const { hearing, slice, turns } = input;
  if (turns.size === 0) return 0;
  const isReader = and(inArray(readerKey, [...turns.keys()]), hearsAs(tx, hearing, slice));
  const rows = tx.select(queuedRow(tx, input)).from(subscribers).where(isReader);
  const added = await tx.insert(deliveries).select(rows).onConflictDoNothing({ target: deliveries.dedupeKey }).returning({ id: deliveries.id });
  wakeWorkers(tx);
  return added.length;
}

/** Groups of the slice's readers that have no rendition: asked after queueing, so that whoever changed meanwhile is not left out. */
export async function listGroupsWithout(tx: Tx, { hearing, slice, knownKeys }: { hearing: Hearing; slice: Slice; knownKeys: readonly string[] }): Promise<ReaderGroup[]> {
  const isUnknown = knownKeys.length === 0 ? undefined : sql`${readerKey} not in ${[...knownKeys]}`;
  const { channel, language, timeZone, quietFrom, quietUntil } = subscribers;
  return tx.selectDistinct({ key: readerKey, channel, form: heardForm, language, timeZone, quietFrom, quietUntil }).from(subscribers).where(and(isUnknown, hearsAs(tx, hearing, slice)));
}

// Every column of the table, in its order, as INSERT … SELECT wants it. What is null here is what a personal mail or a try fills in.
function queuedRow(tx: Tx, { kind, postId, storyId, turns, now, hearing, slice }: QueueSlice) {
  const none = sql<null>`null`;
  // A critical incident breaks quiet hours and digests of those who left that on.
  const isBreaking = isCritical(hearing.impact, slice.customerId) ? eq(subscribers.isQuietBroken, true) : sql`1 = 0`;
  const isCollected = sql`(${hasDigest}) and not (${isBreaking})`;
  return {
    id: numberedId(newId("dlv", now)).as("new_id"),
    kind: text(kind).as("new_kind"),
    channel: subscribers.channel,
    storyId: text(storyId).as("new_story"),
    postId: text(postId).as("new_post"),
    subscriberId: subscribers.id,
    customerId: subscribers.customerId,
    address: addressOf(tx).as("new_address"),
    state: sql`case when ${isCollected} then 'collected' else 'queued' end`.as("new_state"),
    lane: text(laneOf(kind, storyId)).as("new_lane"),
    dedupeKey: sql`${text(postId)} || ':' || ${subscribers.id} || ':' || ${subscribers.channel}`.as("new_key"),
    message: none.as("new_message"),
    renditionId: byGroup(turns, ({ renditionId }) => text(renditionId)).as("new_rendition"),
    linkVersion: subscribers.linkVersion,
    batchId: none.as("new_batch"),
    digestId: none.as("new_digest"),
    dueAt: sql`case when ${isBreaking} then ${instant(now)} else ${byGroup(turns, ({ dueAt }) => instant(dueAt))} end`.as("new_due"),
    token: none.as("new_token"),
    attempts: sql`0`.as("new_attempts"),
    firstAttemptAt: none.as("new_first"),
    createdAt: instant(now).as("new_created"),
    sentAt: none.as("new_sent"),
    providerId: none.as("new_provider"),
    lastError: none.as("new_error"),
  };
}

function addressOf(tx: Tx): SQL {
  const shown = tx.select({ shown: endpoints.shown }).from(endpoints).where(eq(endpoints.subscriberId, subscribers.id));
  return sql`case when ${eq(subscribers.channel, "email")} then ${subscribers.email} else coalesce(${shown}, ${subscribers.email}) end`;
}

// The slice's own id and the row's number in it: unique, ascending, and made without a round trip for each row.
function numberedId(base: string): SQL<string> {
  return sql<string>`${text(base)} || substr(cast(100000 + row_number() over (order by ${asc(subscribers.id)}) as text), 2)`;
}

// Groups that differ in nothing but their key share a branch.
function byGroup(turns: ReadonlyMap<string, GroupTurn>, of: (turn: GroupTurn) => SQL): SQL {
  const cases = [...turns].map(([key, turn]) => sql`when ${text(key)} then ${of(turn)}`);
  return sql`case ${readerKey} ${sql.join(cases, sql` `)} end`;
}

// A parameter in a select list has no type of its own on PostgreSQL.
function text(value: string): SQL<string> {
  return sql<string>`cast(${value} as text)`;
}

function instant(value: number): SQL<number> {
  return sql<number>`cast(${value} as bigint)`;
}

/** What a newer post of the story overtook, if it was never tried: nobody should read "investigating" after "resolved". At most `limit` at once; answers how many. */
// no requirePermission: called by the fan-out
// no record: the delivery's state is the record
export async function supersedeOlder(tx: Tx, input: { storyId: string; postId: string; olderIds: readonly string[]; limit: number }): Promise<number> {
  if (input.olderIds.length === 0) return 0;
  const overtaken = and(
    eq(deliveries.storyId, input.storyId),
    inArray(deliveries.postId, [...input.olderIds]),
    ne(deliveries.postId, input.postId),
    eq(deliveries.state, "queued"),
    isNull(deliveries.firstAttemptAt),
  );
  const some = (await tx.select({ id: deliveries.id }).from(deliveries).where(overtaken).limit(input.limit)).map((row) => row.id);
  if (some.length === 0) return 0;
  const changed = await tx.update(deliveries).set({ state: "superseded", renditionId: null }).where(and(inArray(deliveries.id, some), overtaken)).returning({ id: deliveries.id });
  return changed.length;
}
