import { and, eq, gte, inArray, isNull } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { customers } from "#db/schema/customers";
import { maintenances, maintenanceSeries } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { occurrences } from "#lib/core/recurrence";
import { enqueue } from "#lib/platform/outbox";
import type { LoadedMaintenance, SeriesRow } from "../queries/for-change.ts";
import { horizonOf, recurrenceOf, type SeriesSettings } from "../rules/series.ts";
import { insertMaintenance } from "./schedule.ts";

// A daily series with reminders a month ahead fills a month at once, and no more.
const madeAtOnce = 64;

/**
 * Makes maintenances of the occurrences that are near, and sets the time at which the next comes near. Of a series there is
 * never more in the tables than somebody is reminded of or asked about; everything later is computed where it is shown.
 */
export async function makeOccurrences(tx: Tx, ctx: Context, series: SeriesRow): Promise<LoadedMaintenance[]> {
  const settings = settingsOf(series);
  const horizon = ctx.now + horizonOf(settings);
  const near = await listUnmade(tx, series, { after: ctx.now - series.durationMs, until: horizon, limit: madeAtOnce });
  const made: LoadedMaintenance[] = [];
  for (const at of near) made.push(await makeOccurrence(tx, ctx, { series, at }));
  const last = near.at(-1);
  if (last !== undefined) await tx.update(maintenanceSeries).set({ madeUntil: last }).where(eq(maintenanceSeries.id, series.id));
  const [next] = occurrences(recurrenceOf(series), { after: Math.max(horizon, last ?? 0), until: series.endedAt ?? undefined, limit: 1 });
  const dueAt = near.length === madeAtOnce ? ctx.now + 1_000 : next === undefined ? null : next - horizonOf(settings);
  if (dueAt !== null) await enqueue(tx, { kind: "maintenance.series_due", payload: { seriesId: series.id, version: series.version, at: dueAt }, dueAt }, ctx.now);
  return made;
}

/** An occurrence becomes a maintenance of its own. Readers hear of the series when it is planned, and are reminded of each; a first one tells. */
export async function makeOccurrence(tx: Tx, ctx: Context, { series, at }: { series: SeriesRow; at: number }): Promise<LoadedMaintenance> {
  const { asksBeforeMs, ...settings } = settingsOf(series);
  const asksUntil = asksBeforeMs === null || at - asksBeforeMs <= ctx.now ? null : at - asksBeforeMs;
  const { title, body, visibility } = series;
  const plan = { ...settings, title, body, visibility, ...(await listPresent(tx, series)), scheduledFor: at, scheduledUntil: at + series.durationMs, asksUntil, acceptsOverlap: true };
  return insertMaintenance(tx, ctx, { plan, isQuiet: !settings.tellsPlan || at !== series.firstAt, of: { seriesId: series.id, occurrenceAt: at, createdBy: series.createdBy } });
}

/** Occurrences that are no maintenances yet. */
async function listUnmade(read: ReadDb, series: SeriesRow, { after, until, limit }: { after: number; until?: number; limit: number }): Promise<number[]> {
  const made = await read.select({ at: maintenances.occurrenceAt }).from(maintenances).where(and(eq(maintenances.seriesId, series.id), gte(maintenances.occurrenceAt, after)));
  const known = new Set(made.map((each) => each.at));
  const last = Math.min(until ?? Number.MAX_SAFE_INTEGER, series.endedAt ?? Number.MAX_SAFE_INTEGER);
  return occurrences(recurrenceOf(series), { after, until: last, limit: limit + known.size }).filter((at) => !known.has(at)).slice(0, limit);
}

export function settingsOf(series: SeriesRow): SeriesSettings {
  // Written by `planSeries` alone, which was given them parsed.
  return series.settings as unknown as SeriesSettings;
}

// A component or a customer may have been archived since the series was planned.
async function listPresent(read: ReadDb, series: SeriesRow): Promise<{ componentIds: string[]; customerIds: string[] }> {
  const used = await read.select({ id: components.id }).from(components).where(and(inArray(components.id, series.componentIds), isNull(components.archivedAt)));
  const named = await read.select({ id: customers.id }).from(customers).where(and(inArray(customers.id, series.customerIds), isNull(customers.archivedAt)));
  return { componentIds: used.map((each) => each.id), customerIds: named.map((each) => each.id) };
}
