import { eq } from "drizzle-orm";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { touchedBy } from "#lib/incidents/commands/reach";
import { EditMaintenance } from "../input.ts";
import { getMaintenanceForChange, refuseStale } from "../queries/for-change.ts";
import { requireLegal } from "../rules/state.ts";
import { accept, personOf } from "./accept.ts";
import { armQuestion, armTimes } from "./arm.ts";
import { refuseOverlap, refuseReach } from "./refuse.ts";
import { setReach, syncImpact } from "./step.ts";

/** Changes what a maintenance is about, whom it is for and what it does by itself. Times are moved, words are added: never here. */
export async function editMaintenance(ctx: Context, input: EditMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  const { maintenanceId, baseVersion, acceptsOverlap, customerIds, componentIds, ...columns } = accept(EditMaintenance, input);
  return ctx.write(async (tx) => {
    const { row, reach } = await getMaintenanceForChange(tx, maintenanceId);
    await refuseStale(tx, row, { baseVersion, personId: personOf(ctx) });
    requireLegal(row.state, "edit");
    const after = { visibility: columns.visibility, customerIds, componentIds };
    const isAskedAnew = columns.asksUntil !== row.asksUntil && row.state === "scheduled";
    await refuseReach(tx, after, { asksUntil: isAskedAnew ? columns.asksUntil : null, scheduledFor: row.scheduledFor, now: ctx.now });
    if (componentIds.some((id) => !reach.componentIds.includes(id))) await refuseOverlap(tx, ctx, { ...row, componentIds, acceptsOverlap, exceptId: row.id });
    const next = { ...row, ...columns, version: row.version + 1 };
    await tx.update(maintenances).set({ ...columns, version: next.version }).where(eq(maintenances.id, row.id));
    await setReach(tx, row.id, after);
    await syncImpact(tx, ctx, { row: next, componentIds, at: ctx.now });
    await record(tx, ctx, { action: "maintenance.edited", entityId: row.id, before: { ...settingsOf(row), ...reach }, after: { ...settingsOf(next), ...after }, touches: await touchedBy(tx, [reach, after]) });
    // What was turned on after its time had come is due now; reminders that were there already are looked at once more, and left alone.
    await armTimes(tx, ctx, next);
    if (isAskedAnew) await armQuestion(tx, ctx, next);
    return { code: row.code };
  });
}

type Settings = Pick<typeof maintenances.$inferSelect, "title" | "startsItself" | "completesItself" | "setsComponents" | "tellsPlan" | "tellsStart" | "tellsEnd" | "reminders" | "asksUntil">;

function settingsOf({ title, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, reminders, asksUntil }: Settings): Settings {
  return { title, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, reminders, asksUntil };
}
