import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { nowMs } from "#db/dialect";
import type { Db, Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";
import { findInHand, findWilling, isFresh, listLanes } from "../queries/queue.ts";
import { inTurn, isPersonalLane } from "../rules/lane.ts";

export interface Taking {
  limit: number;
  turn: number;
  /** Puts deliveries into the batch, which takes them out of their lane. */
  lease(ids: string[]): Promise<void>;
}

// A delivery is put off until the one it waits for is tried again, but not for long: that one may end before.
const longestWaitMs = 30_000;

/** Takes up to `limit` due deliveries: personal ones alone, else those of the first priority, lane by lane, and of the next only what room they leave. */
// no requirePermission: the worker's own work
// no record: the deliveries are the record
export async function takeFresh(db: Db, tx: Tx, taking: Taking): Promise<Taken> {
  const due = (await listLanes(tx)).filter((each) => each.isDue).map((each) => each.lane);
  const personal = due.filter(isPersonalLane);
  const taken: Taken = { ids: [], seen: 0 };
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
}

async function takeShares(db: Db, tx: Tx, { taken, lanes, ...taking }: Taking & { taken: Taken; lanes: string[] }): Promise<{ full: string[] }> {
  const full: string[] = [];
  for (const [index, lane] of lanes.entries()) {
    const room = Math.ceil((taking.limit - taken.ids.length) / (lanes.length - index));
    if (room === 0) break;
    const { ids, seen } = await takeFrom(db, tx, { lane, room });
    if (ids.length > 0) await taking.lease(ids);
    taken.ids.push(...ids);
    taken.seen += seen;
    if (seen === room) full.push(lane);
  }
  return { full };
}

async function takeFrom(db: Db, tx: Tx, { lane, room }: { lane: string; room: number }): Promise<Taken> {
  const window = tx
    .select({ id: deliveries.id, subscriberId: deliveries.subscriberId, storyId: deliveries.storyId })
    .from(deliveries)
    .where(and(isFresh, eq(deliveries.lane, lane), lte(deliveries.dueAt, nowMs)))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
    .limit(room);
  const rows = await db.lock(window, { skipLocked: true });
  const willing = await findWilling(tx, rows.flatMap((row) => row.subscriberId ?? []));
  const wanted = rows.filter((row) => row.subscriberId === null || willing.has(row.subscriberId));
  const waiting = await listWaiting(tx, wanted);
  await suppress(tx, idsBut(rows, wanted));
  await putOff(tx, waiting);
  return { ids: idsBut(wanted, waiting), seen: rows.length };
}

interface Looked {
  id: string;
  subscriberId: string | null;
  storyId: string | null;
}

// A lane is one story's, but deliveries that an earlier version queued share one.
async function listWaiting(tx: Tx, rows: Looked[]): Promise<(Looked & { until: number })[]> {
  const waiting: (Looked & { until: number })[] = [];
  for (const [storyId, some] of Map.groupBy(rows, (row) => row.storyId)) {
    if (storyId === null) continue;
    const inHand = await findInHand(tx, { storyId, subscriberIds: some.flatMap((row) => row.subscriberId ?? []) });
    waiting.push(...some.flatMap((row) => (row.subscriberId !== null && inHand.has(row.subscriberId) ? [{ ...row, until: inHand.get(row.subscriberId) ?? 0 }] : [])));
  }
  return waiting;
}

function idsBut(rows: Looked[], others: Looked[]): string[] {
  const left = new Set(others.map((row) => row.id));
  return rows.flatMap((row) => (left.has(row.id) ? [] : [row.id]));
}

async function suppress(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.update(deliveries).set({ state: "suppressed", message: null, renditionId: null }).where(inArray(deliveries.id, ids));
}

// Put off, they do not stand in front of those that may go.
async function putOff(tx: Tx, waiting: (Looked & { until: number })[]): Promise<void> {
  if (waiting.length === 0) return;
  const until = Math.max(...waiting.map((row) => row.until));
  const longest = sql`${nowMs} + ${sql.raw(String(longestWaitMs))}`;
  const soonest = sql`${nowMs} + 250`;
  const dueAt = sql`case when ${until} < ${soonest} then ${soonest} when ${until} > ${longest} then ${longest} else ${until} end`;
  await tx.update(deliveries).set({ dueAt }).where(inArray(deliveries.id, waiting.map((row) => row.id)));
}
