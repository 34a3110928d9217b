import { and, eq, inArray, max } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sliSeries, sliSources } from "#db/schema/sli";

/** The number of each SLI's series of a source, made where there is none yet. */
export async function ensureSeries(tx: Tx, { sourceId, sliIds, now }: { sourceId: string; sliIds: readonly string[]; now: number }): Promise<Map<string, number>> {
  const wanted = [...new Set(sliIds)].sort();
  const known = await findSeries(tx, sourceId, wanted);
  for (const sliId of wanted.filter((id) => !known.has(id))) {
    // Of two that take the same number at once, one finds it taken and asks again.
    while (!known.has(sliId)) {
      const [last] = await tx.select({ number: max(sliSeries.number) }).from(sliSeries);
      await tx.insert(sliSeries).values({ number: (last?.number ?? 0) + 1, sliId, sourceId, createdAt: now }).onConflictDoNothing();
      for (const [id, number] of await findSeries(tx, sourceId, [sliId])) known.set(id, number);
    }
  }
  return known;
}

async function findSeries(tx: Tx, sourceId: string, sliIds: readonly string[]): Promise<Map<string, number>> {
  if (sliIds.length === 0) return new Map();
  const { number, sliId } = sliSeries;
  const rows = await tx.select({ number, sliId }).from(sliSeries).where(and(eq(sliSeries.sourceId, sourceId), inArray(sliId, [...sliIds])));
  return new Map(rows.map((row) => [row.sliId, row.number]));
}

const noteEveryMs = 30_000;

export interface Heard {
  now: number;
  unrouted?: readonly { labels: Record<string, string>; why: string }[];
}

/** That a source was heard of, and what of it belongs nowhere; not for every batch, whose row all batches would wait for. */
export async function noteHeard(tx: Tx, sourceId: string, { now, unrouted = [] }: Heard): Promise<void> {
  const [source] = await tx.select({ lastOkAt: sliSources.lastOkAt, unrouted: sliSources.unrouted }).from(sliSources).where(eq(sliSources.id, sourceId));
  if (!source || (source.lastOkAt !== null && source.lastOkAt > now - noteEveryMs && unrouted.length === 0)) return;
  const known = source.unrouted ?? [];
  const fresh = unrouted.filter(({ labels, why }) => !known.some((each) => each.why === why && JSON.stringify(each.labels) === JSON.stringify(labels)));
  if (fresh.length === 0 && source.lastOkAt !== null && source.lastOkAt > now - noteEveryMs) return;
  const kept = [...fresh.slice(0, 20).map((each) => ({ at: now, ...each })), ...known].slice(0, 20);
  await tx.update(sliSources).set({ lastOkAt: now, failingSince: null, lastError: null, unrouted: kept }).where(eq(sliSources.id, sourceId));
}
