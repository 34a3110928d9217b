import { and, eq, gte, inArray } from "drizzle-orm";
import { maintenances, maintenanceSeries } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { DAY } from "#lib/core/time";

export interface ShownSeries {
  id: string;
  title: string;
  componentIds: string[];
  rrule: string;
  timeZone: string;
  firstAt: number;
  durationMs: number;
  endedAt: number | null;
}

const { id, title, componentIds, rrule, timeZone, firstAt, durationMs, endedAt } = maintenanceSeries;
export const shownColumns = { id, title, componentIds, rrule, timeZone, firstAt, durationMs, endedAt };

/** The series of a maintenance; the caller has found that it may be seen, by what it says of its repeating. */
export async function findSeriesOf(ctx: Context, { maintenanceId }: { maintenanceId: string }): Promise<ShownSeries | null> {
  const [series] = await ctx.read.select(shownColumns).from(maintenances).innerJoin(maintenanceSeries, eq(id, maintenances.seriesId)).where(eq(maintenances.id, maintenanceId));
  return series ?? null;
}

/** Which times of these series are maintenances already, of those that have not long passed. */
export async function listMadeOccurrences(ctx: Context, { seriesIds }: { seriesIds: string[] }): Promise<Map<string, Set<number>>> {
  if (seriesIds.length === 0) return new Map();
  const rows = await ctx.read.select({ seriesId: maintenances.seriesId, at: maintenances.occurrenceAt }).from(maintenances).where(and(inArray(maintenances.seriesId, seriesIds), gte(maintenances.occurrenceAt, ctx.now - DAY)));
  return new Map([...Map.groupBy(rows, (row) => row.seriesId ?? "")].map(([seriesId, of]) => [seriesId, new Set(of.flatMap((row) => row.at ?? []))]));
}
