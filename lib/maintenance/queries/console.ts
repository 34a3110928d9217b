import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { components } from "#db/schema/catalog";
import { maintenanceComponents, maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import type { Visibility } from "#lib/incidents/terms";
import type { MaintenanceState } from "../terms.ts";
import { isOpen } from "./visible.ts";

const pageSize = 50;
const openLimit = 200;

export interface MaintenanceItem {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  visibility: Visibility;
  scheduledFor: number;
  scheduledUntil: number;
  asksUntil: number | null;
  overrunAt: number | null;
  seriesId: string | null;
  components: string[];
}

const { id, code, title, state, visibility, scheduledFor, scheduledUntil, asksUntil, overrunAt, seriesId } = maintenances;

/** What is not over, for staff: soonest first. */
export async function listOpenMaintenances(ctx: Context): Promise<MaintenanceItem[]> {
  return select(ctx, { where: isOpen, isSoonestFirst: true, limit: openLimit });
}

/** All planned work for staff, the latest first; with `isOver`, only what is completed or cancelled. */
export async function listMaintenances(ctx: Context, input: { before: string | null; isOver?: boolean }): Promise<Page<MaintenanceItem>> {
  const over = input.isOver ? inArray(state, ["completed", "cancelled"]) : undefined;
  const rows = await select(ctx, { where: and(over, isBehind([scheduledFor, id], decodeCursor(input.before))), isSoonestFirst: false, limit: pageSize + 1 });
  return toPage(rows, pageSize, (row) => ({ at: row.scheduledFor, id: row.id }));
}

async function select(ctx: Context, { where, isSoonestFirst, limit }: { where: SQL | undefined; isSoonestFirst: boolean; limit: number }): Promise<MaintenanceItem[]> {
  requirePermission(ctx, "console.read");
  const direction = isSoonestFirst ? asc : desc;
  const rows = await ctx.read
    .select({ id, code, title, state, visibility, scheduledFor, scheduledUntil, asksUntil, overrunAt, seriesId })
    .from(maintenances)
    .where(where)
    .orderBy(direction(scheduledFor), direction(id))
    .limit(limit);
  const on = await ctx.read
    .select({ maintenanceId: maintenanceComponents.maintenanceId, name: components.name })
    .from(maintenanceComponents)
    .innerJoin(components, eq(components.id, maintenanceComponents.componentId))
    .where(inArray(maintenanceComponents.maintenanceId, rows.map((row) => row.id)))
    .orderBy(asc(components.name));
  const names = Map.groupBy(on, (each) => each.maintenanceId);
  return rows.map((row) => ({ ...row, components: (names.get(row.id) ?? []).map((each) => each.name) }));
}
