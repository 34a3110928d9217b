import { and, asc, desc, eq, gte, inArray, isNotNull, ne, or, type SQL } from "drizzle-orm";
import { maintenanceComponents, maintenances, maintenanceSeries, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { describeRule } from "#lib/core/recurrence";
import { isOpen, seesSeries, visibleMaintenances } from "#lib/maintenance/queries/visible";
import type { MaintenanceSummary, MaintenanceUpdateView } from "../terms.ts";
import type { KnownComponents } from "./scope.ts";

const comingLimit = 20;
const { id, code, title, state, visibility, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, overrunAt, sequence, createdAt, externalUrl, asksUntil } = maintenances;
const columns = { id, code, title, state, visibility, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, overrunAt, sequence, createdAt, externalUrl, asksUntil, series: { visibility: maintenanceSeries.visibility, customerIds: maintenanceSeries.customerIds, componentIds: maintenanceSeries.componentIds, rrule: maintenanceSeries.rrule, timeZone: maintenanceSeries.timeZone } };

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
    .leftJoin(maintenanceSeries, eq(maintenanceSeries.id, maintenances.seriesId))
    .where(and(visibleMaintenances(ctx.read, ctx.audience), selection.where))
    .orderBy(direction(maintenances.scheduledFor), direction(maintenances.id))
    .limit(selection.limit);
  if (rows.length === 0) return [];
  const touched = await ctx.read.select().from(maintenanceComponents).where(inArray(maintenanceComponents.maintenanceId, rows.map((row) => row.id)));
  const usedComponentIds = [...selection.known.values()].filter((component) => component.isUsed).map((component) => component.id);
  return rows.map(({ visibility: forWhom, series, ...row }) => {
    const ids = new Set(touched.filter((each) => each.maintenanceId === row.id).map((each) => each.componentId));
    const on = [...selection.known.values()].filter((component) => ids.has(component.id));
    const theirs = on.filter((component) => component.isUsed);
    return {
      ...row,
      components: on.map((component) => component.name),
      theirComponents: theirs.map((component) => component.name),
      // The twin of `listAsked`: who is named, or uses what it touches. The public is never asked, and never told who is.
      asksUntil: ctx.audience.kind === "staff" || (ctx.audience.kind === "customer" && (forWhom === "selected" || theirs.length > 0)) ? row.asksUntil : null,
      repeats: series !== null && seesSeries(ctx.audience, { series, usedComponentIds }) ? describeRule(series.rrule, series.timeZone) : null,
    };
  });
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
