import { and, eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { enqueue } from "#lib/platform/outbox";
import { findMaintenanceForChange, type LoadedMaintenance } from "../queries/for-change.ts";
import { isOvertaken, reminderWords } from "../rules/reminders.ts";
import { type DueStep, dueStep } from "../rules/state.ts";
import { completeStep, startStep } from "./progress.ts";
import { type Step, take } from "./step.ts";

interface Due {
  maintenanceId: string;
  sequence: number;
}

/** What the clock does by itself: begins, completes, or says that the end is missed. What was slept through is done in order, at its planned times. */
export async function advanceMaintenance(ctx: Context, { maintenanceId, sequence }: Due): Promise<void> {
  requirePermission(ctx, "maintenance.post");
  // no record: `take` records each step
  await ctx.write(async (tx) => {
    let work = await findMaintenanceForChange(tx, maintenanceId);
    if (work?.row.sequence !== sequence) return;
    for (let due = dueStep(work.row, ctx.now); due; due = dueStep(work.row, ctx.now)) {
      work = await take(tx, ctx, { work, step: stepOf(work, due, ctx.now) });
      if (due === "overrun") await enqueue(tx, { kind: "maintenance.overran", payload: { maintenanceId }, dedupeKey: `maintenance.overran:${maintenanceId}:${sequence}` }, ctx.now);
    }
  });
}

function stepOf(work: LoadedMaintenance, due: DueStep, now: number): Step {
  const { row } = work;
  switch (due) {
    case "start": return startStep(work, { body: "", isQuiet: false, at: row.scheduledFor });
    case "complete": return completeStep(work, { body: "", isQuiet: false, at: row.scheduledUntil });
    case "overrun": return { kind: "overrun", action: "maintenance.overran", state: row.state, body: row.state === "scheduled" ? notBegun : late, at: row.scheduledUntil, isQuiet: false, changes: { overrunAt: now } };
  }
}

const late = "The work is taking longer than planned. We will say when it is over.";
const notBegun = "The work has not begun, though its time has passed. We will say what happens to it.";

/** Tells readers that the work is near, once, if the time still stands and no later reminder is due already. */
export async function remindOfMaintenance(ctx: Context, { maintenanceId, sequence, minutes, at }: Due & { minutes: number; at: number }): Promise<void> {
  requirePermission(ctx, "maintenance.post");
  // no record: `take` records it
  await ctx.write(async (tx) => {
    const work = await findMaintenanceForChange(tx, maintenanceId);
    if (!work || work.row.sequence !== sequence || work.row.state !== "scheduled" || !work.row.reminders.includes(minutes)) return;
    if (isOvertaken({ ...work.row, minutes, now: ctx.now }) || (await hasReminded(tx, { maintenanceId, at }))) return;
    await remind(tx, ctx, { work, at });
  });
}

async function remind(tx: Tx, ctx: Context, { work, at }: { work: LoadedMaintenance; at: number }): Promise<void> {
  const { row } = work;
  await take(tx, ctx, { work, step: { kind: "reminder", action: "maintenance.reminded", state: row.state, body: reminderWords({ ...row, now: ctx.now }), at, isQuiet: false } });
}

// A reminder happened when it was due, so its time tells it from the others.
async function hasReminded(read: ReadDb, { maintenanceId, at }: { maintenanceId: string; at: number }): Promise<boolean> {
  const found = await read.select({ id: maintenanceUpdates.id }).from(maintenanceUpdates).where(and(eq(maintenanceUpdates.maintenanceId, maintenanceId), eq(maintenanceUpdates.occurredAt, at), eq(maintenanceUpdates.kind, "reminder"))).limit(1);
  return found.length > 0;
}
