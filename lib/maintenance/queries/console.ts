import { asc, desc, eq, inArray } from "drizzle-orm";
import { isBehind } from "#db/keyset";
import { components } from "#db/schema/catalog";
import { maintenanceComponents, maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { decodeCursor, type Page, toPage } from "#lib/core/pages";
import type { Visibility } from "#lib/incidents/terms";
import type { MaintenanceState } from "../terms.ts";

const pageSize = 50;

export interface MaintenanceItem {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  visibility: Visibility;
  scheduledFor: number;
  scheduledUntil: number;
  components: string[];
}

/** All planned work for staff, the latest first. */
export async function listMaintenances(ctx: Context, input: { before: string | null }): Promise<Page<MaintenanceItem>> {
  requirePermission(ctx, "console.read");
  const { id, code, title, state, visibility, scheduledFor, scheduledUntil } = maintenances;
  const cursor = decodeCursor(input.before);
  const rows = await ctx.read
    .select({ id, code, title, state, visibility, scheduledFor, scheduledUntil })
    .from(maintenances)
    .where(isBehind([scheduledFor, id], cursor))
    .orderBy(desc(scheduledFor), desc(id))
    .limit(pageSize + 1);
  const page = toPage(rows, pageSize, (row) => ({ at: row.scheduledFor, id: row.id }));
  const on = await ctx.read
    .select({ maintenanceId: maintenanceComponents.maintenanceId, name: components.name })
    .from(maintenanceComponents)
    .innerJoin(components, eq(components.id, maintenanceComponents.componentId))
    .where(inArray(maintenanceComponents.maintenanceId, page.rows.map((row) => row.id)))
    .orderBy(asc(components.name));
  return { ...page, rows: page.rows.map((row) => ({ ...row, components: on.filter((each) => each.maintenanceId === row.id).map((each) => each.name) })) };
}
