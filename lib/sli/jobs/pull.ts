import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Db } from "#db/open";
import { sliSeries, sliSources } from "#db/schema/sli";
import { MINUTE } from "#lib/core/time";
import { storeCounts } from "../commands/store.ts";
import { listPulled, openSecret, type PulledSeries } from "../queries/for-pull.ts";
import { firstMinuteKept } from "../queries/kept.ts";
import { nextSpan, pauseMs } from "../rules/schedule.ts";
import type { PullSource, Send } from "../sources/contract.ts";
import { pullSourceOf, send as sendOut } from "../sources/kinds.ts";

interface Job {
  db: Db;
  now: number;
  send?: Send;
}

const everyMs = MINUTE;
const leaseMs = 5 * MINUTE;
const sourcesAtOnce = 4;
const questionsAtOnce = 8;

type SourceRow = typeof sliSources.$inferSelect;

/** Asks the sources that are due. One that is down, slow or wrong says so on its own page, and holds up no other. */
export async function pullDue({ db, now, send = sendOut }: Job): Promise<number> {
  const due = await claimDue({ db, now });
  await Promise.all(due.map((source) => pull({ db, now, send }, source)));
  return due.length;
}

/** Of two workers one gets it: the other finds its time moved. */
async function claimDue({ db, now }: Job): Promise<SourceRow[]> {
  return db.write(async (tx) => {
    const isDue = and(lte(sliSources.dueAt, now), isNull(sliSources.archivedAt));
    const rows = await tx.select({ id: sliSources.id }).from(sliSources).where(isDue).orderBy(asc(sliSources.dueAt)).limit(sourcesAtOnce);
    if (rows.length === 0) return [];
    return tx.update(sliSources).set({ dueAt: now + leaseMs }).where(and(inArray(sliSources.id, rows.map(({ id }) => id)), isDue)).returning();
  }, { lock: true });
}

async function pull({ db, now, send }: Required<Job>, source: SourceRow): Promise<void> {
  const adapter = pullSourceOf(source.kind);
  if (!adapter) return;
  const troubles: string[] = [];
  let isBehind = false;
  for (const series of await listPulled(db.read, source.id)) {
    try {
      isBehind = (await pullSeries({ db, now, send }, { source, adapter, series })) || isBehind;
    } catch (error) {
      troubles.push(error instanceof Error ? error.message : "It cannot be asked.");
    }
  }
  const since = source.failingSince ?? now;
  const [trouble] = troubles;
  const outcome = trouble === undefined ? { lastOkAt: now, failingSince: null, lastError: null, dueAt: isBehind ? now : now + everyMs } : { failingSince: since, lastError: trouble, dueAt: now + pauseMs(now - since) };
  await db.write((tx) => tx.update(sliSources).set(outcome).where(eq(sliSources.id, source.id)), { lock: true });
}

/** Whether more of it is missing than was asked for. */
async function pullSeries({ db, now, send }: Required<Job>, { source, adapter, series }: { source: SourceRow; adapter: PullSource; series: PulledSeries }): Promise<boolean> {
  const [minute, keptFrom] = [Math.floor(now / MINUTE), firstMinuteKept(now)];
  let { readThrough } = series;
  for (let question = 0; question < questionsAtOnce; question++) {
    const span = nextSpan({ readThrough, minute, mostMinutes: adapter.mostMinutes, keptFrom });
    const counts = await adapter.ask({ settings: source.settings, secret: openSecret(source), query: series.query, span, now, send });
    const through = Math.max(readThrough ?? 0, span.until);
    await db.write(async (tx) => {
      await storeCounts(tx, [...counts].map(([at, count]) => ({ series: series.number, minute: at, ...count })), { how: "set", keptFrom });
      await tx.update(sliSeries).set({ readThrough: through }).where(eq(sliSeries.number, series.number));
    }, { lock: true, holdMs: 30_000 });
    readThrough = through;
    if (readThrough >= minute - 1) return false;
  }
  return true;
}
