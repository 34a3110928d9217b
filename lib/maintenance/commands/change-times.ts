import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { ExtendMaintenance, MoveMaintenance } from "../input.ts";
import { getMaintenanceForChange, refuseStale } from "../queries/for-change.ts";
import { requireLegal } from "../rules/state.ts";
import { accept, invalid, personOf } from "./accept.ts";
import { armQuestion, armTimes } from "./arm.ts";
import { refuseOverlap, refuseReach, refuseTimes } from "./refuse.ts";
import { take } from "./step.ts";

/** Gives work that has not begun other times. Who was asked is asked again, about these. */
export async function moveMaintenance(ctx: Context, input: MoveMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  const { maintenanceId, baseVersion, scheduledFor, scheduledUntil, asksUntil, body, isQuiet, acceptsOverlap } = accept(MoveMaintenance, input);
  // no record: `take` records it
  return ctx.write(async (tx) => {
    const work = await getMaintenanceForChange(tx, maintenanceId);
    const { row, reach } = work;
    await refuseStale(tx, row, { baseVersion, personId: personOf(ctx) });
    requireLegal(row.state, "move");
    if (scheduledFor === row.scheduledFor && scheduledUntil === row.scheduledUntil) throw invalid({ starts: "These are the times it has already." });
    refuseTimes({ scheduledFor, scheduledUntil }, ctx.now);
    await refuseReach(tx, reach, { asksUntil, scheduledFor, now: ctx.now });
    await refuseOverlap(tx, ctx, { scheduledFor, scheduledUntil, componentIds: reach.componentIds, acceptsOverlap, exceptId: row.id });
    const changes = { scheduledFor, scheduledUntil, asksUntil, sequence: row.sequence + 1, overrunAt: null };
    const step = { kind: "moved", action: "maintenance.moved", state: row.state, body, at: ctx.now, isQuiet, changes, earlier: { from: row.scheduledFor, until: row.scheduledUntil } } as const;
    const moved = await take(tx, ctx, { work, step });
    await armTimes(tx, ctx, moved.row);
    await armQuestion(tx, ctx, moved.row);
    return { code: row.code };
  });
}

const extended = "The work takes longer than planned.";
const shortened = "The work will be over earlier than planned.";

/** Gives work that is under way another end. */
export async function extendMaintenance(ctx: Context, input: ExtendMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  const { maintenanceId, baseVersion, scheduledUntil, body, isQuiet } = accept(ExtendMaintenance, input);
  // no record: `take` records it
  return ctx.write(async (tx) => {
    const work = await getMaintenanceForChange(tx, maintenanceId);
    const { row } = work;
    await refuseStale(tx, row, { baseVersion, personId: personOf(ctx) });
    requireLegal(row.state, "extend");
    if (scheduledUntil <= ctx.now) throw invalid({ ends: "This has passed already. Choose a time to come, or complete the work." });
    if (scheduledUntil === row.scheduledUntil) throw invalid({ ends: "It ends then already." });
    refuseTimes({ scheduledFor: row.startedAt ?? row.scheduledFor, scheduledUntil }, ctx.now);
    const words = body || (scheduledUntil > row.scheduledUntil ? extended : shortened);
    // A new end can be missed anew.
    const changes = { scheduledUntil, sequence: row.sequence + 1, overrunAt: null };
    const step = { kind: "extended", action: "maintenance.extended", state: row.state, body: words, at: ctx.now, isQuiet, changes, earlier: { from: row.scheduledFor, until: row.scheduledUntil } } as const;
    await armTimes(tx, ctx, (await take(tx, ctx, { work, step })).row);
    return { code: row.code };
  });
}
