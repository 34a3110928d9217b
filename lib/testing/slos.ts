import type { Db } from "#db/open";
import type { Context } from "#lib/access/context";
import { MINUTE } from "#lib/core/time";
import { type MinuteCount, storeCounts } from "#lib/sli/commands/store";
import { ensureSeries } from "#lib/sli/commands/series";
import { saveSli } from "#lib/sli/commands/slis";
import { saveSource } from "#lib/sli/commands/sources";
import { createSlo } from "#lib/slo/commands/definitions";
import type { SloForm } from "#lib/slo/input";
import { acme, testNow } from "./cast.ts";

/** Something sensible wherever the test does not care. */
export const sloForm: SloForm = {
  name: "Checkout works", slis: [], way: null, target: 999_000, window: "rolling:30", zone: null, method: "occurrences", sliceMinutes: null, sliceTarget: null,
  noData: "ignore", maintenance: "removed", minimumTraffic: 0, observeDays: 0, reason: "",
};

/** An SLI of Acme, or of another customer, with a series to count into. */
export async function anSli(ctx: Context, db: Db, { key = "checkout", customerId = acme.id, journeyId = null }: { key?: string; customerId?: string | null; journeyId?: string | null } = {}): Promise<{ sliId: string; series: number }> {
  const sliId = await saveSli(ctx, { id: null, version: 0, customerId, journeyId, key, name: `The ${key}`, kind: "availability", definition: "Requests that get an answer" });
  const { id: sourceId } = await saveSource(ctx, { id: null, version: 0, kind: "push", name: key, settings: {}, secret: null });
  const series = await db.write((tx) => ensureSeries(tx, { sourceId, sliIds: [sliId], now: testNow }), { lock: true });
  return { sliId, series: series.get(sliId) ?? 0 };
}

export async function anSlo(ctx: Context, sliIds: readonly string[], changes: Partial<SloForm> = {}): Promise<string> {
  return createSlo(ctx, { ...sloForm, slis: [...sliIds], ...changes });
}

/** Counts a minute from one instant to another: so many bad of so many. */
export async function count(db: Db, { series, from, until, bad = 0, total = 100, every = 1 }: { series: number; from: number; until: number; bad?: number; total?: number; every?: number }): Promise<void> {
  const counts: MinuteCount[] = [];
  for (let minute = Math.floor(from / MINUTE); minute < Math.floor(until / MINUTE); minute += every) counts.push({ series, minute, good: total - bad, total });
  await db.write((tx) => storeCounts(tx, counts, { how: "set", keptFrom: 0 }), { lock: true });
}
