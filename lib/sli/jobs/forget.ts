import { and, type AnyColumn, eq, gt, gte, lt, or, sql } from "drizzle-orm";
import type { Db, ReadDb, Tx } from "#db/open";
import { maintenances } from "#db/schema/maintenance";
import { settings } from "#db/schema/outbox";
import { sliBatches } from "#db/schema/sli";
import { sloExclusions } from "#db/schema/slo";
import { DAY, MINUTE } from "#lib/core/time";
import { firstMinuteKept } from "../queries/kept.ts";
import { MINUTES_A_DAY, MINUTES_A_QUARTER, pointsKeptMinutes, quartersKeptDays } from "../terms.ts";

interface Job {
  db: Db;
  now: number;
}

const cursorKey = "sli.forgotten";
const minutesAtOnce = 60;
const slicesARound = 24;
const batchesKeptMs = 7 * DAY;

/**
 * Forgets what is older than it is kept, an hour of it in a transaction, so that nobody waits long for the writer. Minutes at the edges
 * of exclusions and planned work stay: without them a figure of then could not be told again.
 */
export async function forgetOldCounts({ db, now }: Job): Promise<void> {
  const keptFrom = firstMinuteKept(now);
  let from = await findCursor(db.read);
  if (from < keptFrom) from = Math.max(from, await findFirst(db.read, keptFrom));
  for (let slice = 0; slice < slicesARound && from < keptFrom; slice++) {
    const until = Math.min(from + minutesAtOnce, keptFrom);
    const kept = await listEdges(db.read, { from, until });
    await db.write((tx) => forgetMinutes(tx, { from, until, kept, now }), { lock: true });
    from = until;
  }
  await db.write(async (tx) => {
    await tx.rows(sql`delete from sli_points where minute < ${Math.floor(now / MINUTE) - pointsKeptMinutes} and exists (select 1 from sli_points later where later.stream = sli_points.stream and later.minute > sli_points.minute)`);
    await tx.rows(sql`delete from sli_quarters where at < ${Math.floor((now - quartersKeptDays * DAY) / MINUTE / MINUTES_A_QUARTER)}`);
    await tx.delete(sliBatches).where(lt(sliBatches.createdAt, now - batchesKeptMs));
  }, { lock: true });
}

async function forgetMinutes(tx: Tx, { from, until, kept, now }: { from: number; until: number; kept: readonly number[]; now: number }): Promise<void> {
  const spared = kept.length === 0 ? sql`` : sql`and at / ${sql.raw(String(MINUTES_A_QUARTER))} not in (${sql.join(kept.map((quarter) => sql`${quarter}`), sql`, `)})`;
  await tx.rows(sql`delete from sli_minutes where at >= ${from} and at < ${until} ${spared}`);
  const value = { minute: until };
  await tx.insert(settings).values({ key: cursorKey, value, updatedAt: now }).onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: now } });
}

/** Everything before it was looked at. */
async function findCursor(read: ReadDb): Promise<number> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.key, cursorKey));
  return (row?.value as { minute?: number } | undefined)?.minute ?? 0;
}

// The beginning of the day of the first minute there is, so that a portal that is set up does not look through years.
async function findFirst(read: ReadDb, otherwise: number): Promise<number> {
  const [row] = await read.rows<{ at: number | string | null }>(sql`select min(at) as at from sli_minutes`);
  return row?.at == null ? otherwise : Math.floor(Number(row.at) / MINUTES_A_DAY) * MINUTES_A_DAY;
}

/** Quarter hours in which an exclusion or planned work begins or ends, other than with them. */
async function listEdges(read: ReadDb, { from, until }: { from: number; until: number }): Promise<number[]> {
  const span = { from: from * MINUTE, until: until * MINUTE };
  const within = (column: AnyColumn) => and(gte(column, span.from), lt(column, span.until));
  const excluded = await read.select({ a: sloExclusions.from, b: sloExclusions.until }).from(sloExclusions).where(and(lt(sloExclusions.from, span.until), gt(sloExclusions.until, span.from - DAY)));
  const { scheduledFor, scheduledUntil, startedAt, completedAt } = maintenances;
  const work = await read.select({ a: scheduledFor, b: scheduledUntil, c: startedAt, d: completedAt }).from(maintenances).where(or(within(scheduledFor), within(scheduledUntil), within(startedAt), within(completedAt)));
  const edges = [...excluded.flatMap(({ a, b }) => [a, b]), ...work.flatMap(({ a, b, c, d }) => [a, b, c, d].filter((at) => at !== null))];
  const quarterMs = MINUTES_A_QUARTER * MINUTE;
  return [...new Set(edges.filter((at) => at >= span.from && at < span.until && at % quarterMs !== 0).map((at) => Math.floor(at / quarterMs)))];
}
