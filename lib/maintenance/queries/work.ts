import { and, eq, gt, inArray, lt } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { maintenanceComponents, maintenances } from "#db/schema/maintenance";
import type { Audience } from "#lib/access/terms";
import { type Interval, union } from "#lib/core/intervals";
import { visibleMaintenances } from "./visible.ts";

/**
 * When work was done on some components that an audience had been told of: within the time that was planned for it, so an overrun is
 * none of it. What is only planned, or was called off, is not there.
 */
export async function listWorkSpans(read: ReadDb, { audience, componentIds, span, now }: { audience: Audience; componentIds: readonly string[]; span: Interval; now: number }): Promise<Interval[]> {
  if (componentIds.length === 0) return [];
  const { id, scheduledFor, scheduledUntil, startedAt, completedAt, state } = maintenances;
  const rows = await read
    .selectDistinct({ id, scheduledFor, scheduledUntil, startedAt, completedAt })
    .from(maintenances)
    .innerJoin(maintenanceComponents, eq(maintenanceComponents.maintenanceId, id))
    .where(and(inArray(maintenanceComponents.componentId, [...componentIds]), inArray(state, ["in_progress", "verifying", "completed"]), lt(scheduledFor, span.until), gt(scheduledUntil, span.from), visibleMaintenances(read, audience)));
  return union(rows.map((row) => ({ from: Math.max(row.startedAt ?? row.scheduledFor, row.scheduledFor), until: Math.min(row.completedAt ?? now, row.scheduledUntil) })));
}
