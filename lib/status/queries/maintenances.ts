import { and, asc, desc, gte, inArray, isNotNull, ne, or, type SQL } from "drizzle-orm";
import { maintenanceComponents, maintenances, maintenanceSeries, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { currentLanguage } from "#lib/core/language";
import { sayRule } from "#lib/core/recurrence-words";
import { isOpen, seesSeries, visibleMaintenances } from "#lib/maintenance/queries/visible";
import type { MaintenanceSummary, MaintenanceUpdateView } from "../terms.ts";
import type { KnownComponents } from "./scope.ts";

const comingLimit = 20;
const { id, code, title, state, visibility, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, overrunAt, sequence, createdAt, externalUrl, asksUntil, seriesId } = maintenances;
const columns = { id, code, title, state, visibility, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, overrunAt, sequence, createdAt, externalUrl, asksUntil, seriesId };

/** Planned work that the audience may see and that is not over, soonest first. */
export async function loadComingMaintenances(ctx: Context, known: KnownComponents): Promise<MaintenanceSummary[]> {
  const isComing = or(ne(state, "scheduled"), gte(scheduledUntil, ctx.now), isNotNull(overrunAt));
  return loadMaintenances(ctx, { known, where: and(isOpen, isComing), limit: comingLimit, isSoonestFirst: true });
}

export async function loadMaintenances(ctx: Context, selection: { known: KnownComponents; where?: SQL | undefined; limit: number; isSoonestFirst?: boolean }): Promise<MaintenanceSummary[]> {
  const direction = selection.isSoonestFirst ? asc : desc;
  const rows = await ctx.read
    .select(columns)
    .from(maintenances)
    .where(and(visibleMaintenances(ctx.read, ctx.audience), selection.where))
    .orderBy(direction(maintenances.scheduledFor), direction(maintenances.id))
    .limit(selection.limit);
  if (rows.length === 0) return [];
  const touched = await ctx.read.select().from(maintenanceComponents).where(inArray(maintenanceComponents.maintenanceId, rows.map((row) => row.id)));
  const usedComponentIds = [...selection.known.values()].filter((component) => component.isUsed).map((component) => component.id);
  const repeats = await loadRepeats(ctx, { seriesIds: [...new Set(rows.flatMap((row) => row.seriesId ?? []))], usedComponentIds });
  return rows.map(({ visibility: forWhom, seriesId: of, ...row }) => {
    const ids = new Set(touched.filter((each) => each.maintenanceId === row.id).map((each) => each.componentId));
    const on = [...selection.known.values()].filter((component) => ids.has(component.id));
    const theirs = on.filter((component) => component.isUsed);
    return {
      ...row,
      components: on.map((component) => component.name),
      theirComponents: theirs.map((component) => component.name),
      // The twin of `listAsked`: who is named, or uses what it touches. The public is never asked, and never told who is.
      asksUntil: ctx.audience.kind === "staff" || (ctx.audience.kind === "customer" && (forWhom === "selected" || theirs.length > 0)) ? row.asksUntil : null,
      repeats: repeats.get(of ?? "") ?? null,
    };
  });
}

/** How each of these series repeats, in words, as far as the audience may know that it does. */
async function loadRepeats(ctx: Context, { seriesIds, usedComponentIds }: { seriesIds: string[]; usedComponentIds: string[] }): Promise<Map<string, string>> {
  if (seriesIds.length === 0) return new Map();
  const { id: ofSeries, visibility: forWhom, customerIds, componentIds, rrule, timeZone } = maintenanceSeries;
  const rows = await ctx.read.select({ id: ofSeries, visibility: forWhom, customerIds, componentIds, rrule, timeZone }).from(maintenanceSeries).where(inArray(ofSeries, seriesIds));
  return new Map(rows.filter((series) => seesSeries(ctx.audience, { series, usedComponentIds })).map((series) => [series.id, sayRule(series.rrule, { zone: series.timeZone, language: currentLanguage() })]));
}

/** Newest first, by maintenance. */
export async function loadMaintenanceUpdates(ctx: Context, maintenanceIds: string[]): Promise<Map<string, MaintenanceUpdateView[]>> {
  const lists = new Map<string, MaintenanceUpdateView[]>();
  if (maintenanceIds.length === 0) return lists;
  const { maintenanceId, kind, body, occurredAt, recordedAt, earlierFor, earlierUntil } = maintenanceUpdates;
  const rows = await ctx.read
    .select({ id: maintenanceUpdates.id, maintenanceId, kind, state: maintenanceUpdates.state, body, occurredAt, recordedAt, earlierFor, earlierUntil })
    .from(maintenanceUpdates)
    .where(inArray(maintenanceUpdates.maintenanceId, maintenanceIds))
    .orderBy(desc(maintenanceUpdates.occurredAt), desc(maintenanceUpdates.recordedAt), desc(maintenanceUpdates.id));
  for (const { maintenanceId: of, ...row } of rows) lists.set(of, [...(lists.get(of) ?? []), row]);
  return lists;
}
