import { and, asc, desc, gte, inArray, or, type SQL } from "drizzle-orm";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { visibleMaintenances } from "#lib/maintenance/queries/visible";
import type { MaintenanceSummary, MaintenanceUpdateView } from "../terms.ts";
import type { KnownComponents } from "./scope.ts";

const comingLimit = 20;

/** Planned work that the audience may see and that is not over, soonest first. */
export async function loadComingMaintenances(ctx: Context, known: KnownComponents): Promise<MaintenanceSummary[]> {
  const isUnderWay = inArray(maintenances.state, ["in_progress", "verifying"]);
  const isAhead = and(inArray(maintenances.state, ["scheduled"]), gte(maintenances.scheduledUntil, ctx.now));
  return loadMaintenances(ctx, { known, where: or(isUnderWay, isAhead), limit: comingLimit, isSoonestFirst: true });
}

export async function loadMaintenances(ctx: Context, selection: { known: KnownComponents; where?: SQL | undefined; limit: number; isSoonestFirst?: boolean }): Promise<MaintenanceSummary[]> {
  const { id, code, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, externalUrl } = maintenances;
  const direction = selection.isSoonestFirst ? asc : desc;
  const rows = await ctx.read
    .select({ id, code, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, externalUrl })
    .from(maintenances)
    .where(and(visibleMaintenances(ctx.read, ctx.audience), selection.where))
    .orderBy(direction(maintenances.scheduledFor), direction(maintenances.id))
    .limit(selection.limit);
  if (rows.length === 0) return [];
  const touched = await ctx.read.select().from(maintenanceComponents).where(inArray(maintenanceComponents.maintenanceId, rows.map((row) => row.id)));
  return rows.map((row) => {
    const ids = new Set(touched.filter((each) => each.maintenanceId === row.id).map((each) => each.componentId));
    return { ...row, components: [...selection.known.values()].filter((component) => ids.has(component.id)).map((component) => component.name) };
  });
}

/** Newest first, by maintenance. */
export async function loadMaintenanceUpdates(ctx: Context, maintenanceIds: string[]): Promise<Map<string, MaintenanceUpdateView[]>> {
  const lists = new Map<string, MaintenanceUpdateView[]>();
  if (maintenanceIds.length === 0) return lists;
  const { id, maintenanceId, state, body, occurredAt, recordedAt } = maintenanceUpdates;
  const rows = await ctx.read
    .select({ id, maintenanceId, state, body, occurredAt, recordedAt })
    .from(maintenanceUpdates)
    .where(inArray(maintenanceUpdates.maintenanceId, maintenanceIds))
    .orderBy(desc(maintenanceUpdates.occurredAt), desc(maintenanceUpdates.recordedAt), desc(maintenanceUpdates.id));
  for (const { maintenanceId: of, ...row } of rows) lists.set(of, [...(lists.get(of) ?? []), row]);
  return lists;
}
