import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { endpoints } from "#db/schema/subscriptions";
import type { Channel, DeliveryKind } from "#lib/delivery/terms";
import { findInHand, findNewestGone, findWilling, isFresh, listLanes } from "../queries/queue.ts";
import { inTurn, isPersonalLane } from "../rules/lane.ts";

export interface Taking {
  channel: Channel;
  limit: number;
  turn: number;
  isOneEach: boolean;
  /** Puts deliveries into the batch, which takes them out of their lane. */
  lease(ids: string[]): Promise<void>;
}

// A delivery is put off until the one it waits for is tried again, but not for long: that one may end before.
const longestWaitMs = 30_000;
// An endpoint answers in a moment, or is given up in fifteen seconds.
const endpointWaitMs = 2_000;

/** Takes up to `limit` due deliveries: personal ones alone, else those of the first priority, lane by lane, and of the next only what room they leave. */
// no requirePermission: the worker's own work
// no record: the deliveries are the record
export async function takeFresh(db: Db, tx: Tx, taking: Taking): Promise<Taken> {
  const due = (await listLanes(tx, taking.channel)).filter((each) => each.isDue).map((each) => each.lane);
  const personal = due.filter(isPersonalLane);
  const taken: Taken = { ids: [], seen: 0, readers: new Set() };
  for (const lanes of inTurn(personal.length > 0 ? personal : due, taking.turn)) {
    const { full } = await takeShares(db, tx, { ...taking, taken, lanes });
    // What some left of their shares goes to those that have more.
    if (full.length < lanes.length) await takeShares(db, tx, { ...taking, taken, lanes: full });
  }
  return taken;
}

interface Taken {
  ids: string[];
  seen: number;
  /** Whose message is among them. */
  readers: Set<string>;
}

async function takeShares(db: Db, tx: Tx, { taken, lanes, ...taking }: Taking & { taken: Taken; lanes: string[] }): Promise<{ full: string[] }> {
  const full: string[] = [];
  for (const [index, lane] of lanes.entries()) {
    const room = Math.ceil((taking.limit - taken.ids.length) / (lanes.length - index));
    if (room === 0) break;
    const { ids, seen } = await takeFrom(db, tx, { ...taking, taken, lane, room });
    if (ids.length > 0) await taking.lease(ids);
    taken.ids.push(...ids);
    taken.seen += seen;
    if (seen === room) full.push(lane);
  }
  return { full };
}

interface Window extends Taking {
  taken: Taken;
  lane: string;
  room: number;
}

async function takeFrom(db: Db, tx: Tx, window: Window): Promise<Pick<Taken, "ids" | "seen">> {
  const { channel, lane, room, isOneEach, taken } = window;
  const due = tx
    .select({ id: deliveries.id, kind: deliveries.kind, subscriberId: deliveries.subscriberId, storyId: deliveries.storyId, createdAt: deliveries.createdAt, attempts: deliveries.attempts, firstAttemptAt: deliveries.firstAttemptAt })
    .from(deliveries)
    .where(and(isFresh, eq(deliveries.channel, channel), eq(deliveries.lane, lane), lte(deliveries.dueAt, nowMs)))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
    .limit(room);
  const rows = await db.lock(due, { skipLocked: true });
  const wanted = await listWanted(tx, rows);
  const overtaken = await listOvertaken(tx, wanted);
  const timely = without(wanted, overtaken);
  const waiting = isOneEach ? await listBehind(db, tx, { rows: timely, readers: taken.readers }) : await listWaiting(tx, timely);
  await suppress(tx, idsBut(rows, wanted));
  await supersede(tx, overtaken.map((row) => row.id));
  await putOff(tx, { waiting, longestMs: isOneEach ? endpointWaitMs : longestWaitMs });
  return { ids: idsBut(timely, waiting), seen: rows.length };
}

interface Looked {
  id: string;
  kind: DeliveryKind;
  subscriberId: string | null;
  storyId: string | null;
  createdAt: number;
  attempts: number;
  firstAttemptAt: number | null;
}

const isAskedFor = ({ kind }: Looked) => kind === "personal" || kind === "test";

async function listWanted(tx: Tx, rows: Looked[]): Promise<Looked[]> {
  const readersOf = (some: Looked[]) => some.flatMap((row) => row.subscriberId ?? []);
  const willing = await findWilling(tx, { subscriberIds: readersOf(rows.filter((row) => !isAskedFor(row))) });
  const entitled = await findWilling(tx, { subscriberIds: readersOf(rows.filter(isAskedFor)), isAskedFor: true });
  return rows.filter((row) => row.subscriberId === null || (isAskedFor(row) ? entitled : willing).has(row.subscriberId));
}

// An older message that failed and waited must not arrive after a newer one of its story did; one that somebody sends again on purpose may.
async function listOvertaken(tx: Tx, rows: Looked[]): Promise<Looked[]> {
  const overtaken: Looked[] = [];
  for (const [storyId, some] of Map.groupBy(rows.filter((row) => row.attempts > 0 && row.firstAttemptAt !== null), (row) => row.storyId)) {
    if (storyId === null) continue;
    const newest = await findNewestGone(tx, { storyId, subscriberIds: some.flatMap((row) => row.subscriberId ?? []) });
    overtaken.push(...some.filter((row) => (newest.get(row.subscriberId ?? "") ?? 0) > row.createdAt));
  }
  return overtaken;
}

// A lane is one story's, but deliveries that an earlier version queued share one.
async function listWaiting(tx: Tx, rows: Looked[]): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const [storyId, some] of Map.groupBy(rows, (row) => row.storyId)) {
    if (storyId === null) continue;
    const inHand = await findInHand(tx, { storyId, subscriberIds: some.flatMap((row) => row.subscriberId ?? []) });
    waiting.push(...some.flatMap((row) => (row.subscriberId !== null && inHand.has(row.subscriberId) ? [{ ...row, until: inHand.get(row.subscriberId) ?? 0 }] : [])));
  }
  return waiting;
}

// The first of each reader goes, unless one is on its way already, or another worker is looking at the same reader.
async function listBehind(db: Db, tx: Tx, { rows, readers }: { rows: Looked[]; readers: Set<string> }): Promise<Waiting[]> {
  const subscriberIds = rows.flatMap((row) => row.subscriberId ?? []);
  const free = await holdEndpoints(db, tx, subscriberIds);
  const inHand = await findInHand(tx, { storyId: null, subscriberIds });
  const behind: Waiting[] = [];
  for (const row of rows.toSorted((one, other) => one.createdAt - other.createdAt)) {
    if (row.subscriberId === null) continue;
    if (!free.has(row.subscriberId) || inHand.has(row.subscriberId) || readers.has(row.subscriberId)) behind.push({ ...row, until: inHand.get(row.subscriberId) ?? 0 });
    else readers.add(row.subscriberId);
  }
  return behind;
}

// Two workers would each see that nothing is on its way.
async function holdEndpoints(db: Db, tx: Tx, subscriberIds: string[]): Promise<Set<string>> {
  if (subscriberIds.length === 0) return new Set();
  const rows = await db.lock(tx.select({ id: endpoints.subscriberId }).from(endpoints).where(inArray(endpoints.subscriberId, subscriberIds)), { skipLocked: true });
  return new Set(rows.map((row) => row.id));
}

type Waiting = Looked & { until: number };

function without(rows: Looked[], others: Looked[]): Looked[] {
  const left = new Set(others.map((row) => row.id));
  return rows.filter((row) => !left.has(row.id));
}

function idsBut(rows: Looked[], others: Looked[]): string[] {
  return without(rows, others).map((row) => row.id);
}

async function suppress(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.update(deliveries).set({ state: "suppressed", message: null, renditionId: null }).where(inArray(deliveries.id, ids));
}

async function supersede(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.update(deliveries).set({ state: "superseded", renditionId: null }).where(inArray(deliveries.id, ids));
}

// Put off, they do not stand in front of those that may go.
async function putOff(tx: Tx, { waiting, longestMs }: { waiting: Waiting[]; longestMs: number }): Promise<void> {
  if (waiting.length === 0) return;
  const until = Math.max(...waiting.map((row) => row.until));
  const longest = sql`${nowMs} + ${sql.raw(String(longestMs))}`;
  const soonest = sql`${nowMs} + 250`;
  const dueAt = sql`case when ${until} < ${soonest} then ${soonest} when ${until} > ${longest} then ${longest} else ${until} end`;
  await tx.update(deliveries).set({ dueAt }).where(inArray(deliveries.id, waiting.map((row) => row.id)));
}
