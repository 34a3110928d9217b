import { and, asc, gt, inArray, isNull, or } from "drizzle-orm";
import { maintenances, maintenanceSeries } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { describeRule, occurrences } from "#lib/core/recurrence";
import { recurrenceOf } from "../rules/series.ts";
import type { MaintenanceState } from "../terms.ts";
import { getSeriesRow, type SeriesRow } from "./for-change.ts";

export interface SeriesItem {
  id: string;
  title: string;
  repeats: string;
  durationMs: number;
  endedAt: number | null;
  /** Soonest first; with the code of what is planned already. */
  times: { at: number; code: string | null; state: MaintenanceState | null }[];
}

const seriesAtMost = 200;

/** Series that go on. */
export async function listSeries(ctx: Context, { timesEach, until }: { timesEach: number; until?: number }): Promise<SeriesItem[]> {
  requirePermission(ctx, "console.read");
  const rows = await ctx.read.select().from(maintenanceSeries).where(or(isNull(maintenanceSeries.endedAt), gt(maintenanceSeries.endedAt, ctx.now))).orderBy(asc(maintenanceSeries.firstAt), asc(maintenanceSeries.id)).limit(seriesAtMost);
  const made = await listMade(ctx, rows);
  return rows.map((row) => describe(row, { made: made.get(row.id) ?? [], timesEach, until, now: ctx.now }));
}

export interface SeriesFacts extends SeriesItem {
  row: SeriesRow;
}

/** One series with its next times. */
export async function getSeriesFacts(ctx: Context, id: string): Promise<SeriesFacts> {
  requirePermission(ctx, "console.read");
  const row = await getSeriesRow(ctx.read, id);
  return { row, ...describe(row, { made: (await listMade(ctx, [row])).get(id) ?? [], timesEach: 10, now: ctx.now }) };
}

interface Made {
  at: number | null;
  code: string;
  state: MaintenanceState;
}

async function listMade(ctx: Context, rows: readonly SeriesRow[]): Promise<Map<string, Made[]>> {
  if (rows.length === 0) return new Map();
  const { seriesId, occurrenceAt: at, code, state } = maintenances;
  const since = ctx.now - Math.max(...rows.map(({ durationMs }) => durationMs));
  const found = await ctx.read.select({ seriesId, at, code, state }).from(maintenances).where(and(inArray(seriesId, rows.map(({ id }) => id)), gt(at, since)));
  return Map.groupBy(found, (each) => each.seriesId ?? "");
}

function describe(row: SeriesRow, { made, timesEach, until, now }: { made: readonly Made[]; timesEach: number; until?: number | undefined; now: number }): SeriesItem {
  const last = Math.min(until ?? Number.MAX_SAFE_INTEGER, row.endedAt ?? Number.MAX_SAFE_INTEGER);
  const coming = occurrences(recurrenceOf(row), { after: now - row.durationMs, until: last, limit: timesEach });
  const planned = new Map(made.map((each) => [each.at, each]));
  const times = [...new Set([...coming, ...made.flatMap(({ at }) => at ?? [])])].toSorted((a, b) => a - b);
  const { id, title, rrule, timeZone, durationMs, endedAt } = row;
  return { id, title, repeats: describeRule(rrule, timeZone), durationMs, endedAt, times: times.map((at) => ({ at, code: planned.get(at)?.code ?? null, state: planned.get(at)?.state ?? null })) };
}
