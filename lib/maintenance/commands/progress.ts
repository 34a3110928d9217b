import type { Tx } from "#db/open";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { ChangeMaintenance, PostNote } from "../input.ts";
import { getMaintenanceForChange, type LoadedMaintenance, refuseStale } from "../queries/for-change.ts";
import { requireLegal, type Verb } from "../rules/state.ts";
import { accept, personOf } from "./accept.ts";
import { take, type Step } from "./step.ts";

export async function startMaintenance(ctx: Context, input: ChangeMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  return change(ctx, "start", input, (work, said) => startStep(work, { ...said, at: ctx.now }));
}

/** The work itself is done; whether all is well is being looked at. */
export async function verifyMaintenance(ctx: Context, input: ChangeMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  return change(ctx, "verify", input, (_, { body, isQuiet }) => ({ kind: "verifying", action: "maintenance.verifying", state: "verifying", body: body || "The work is done. We are checking that everything is well.", at: ctx.now, isQuiet }));
}

export async function completeMaintenance(ctx: Context, input: ChangeMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  return change(ctx, "complete", input, (work, said) => completeStep(work, { ...said, at: ctx.now }));
}

/** Before its start it does not take place; under way it is given up. */
export async function cancelMaintenance(ctx: Context, input: ChangeMaintenance): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  return change(ctx, "cancel", input, (work, said) => cancelStep(work, { ...said, at: ctx.now }));
}

export async function postMaintenanceNote(ctx: Context, input: PostNote): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  const note = accept(PostNote, input);
  return change(ctx, "note", note, ({ row }, { body, isQuiet }) => ({ kind: "note", action: "maintenance.noted", state: row.state, body, at: ctx.now, isQuiet }));
}

interface Said {
  body: string;
  isQuiet: boolean;
  at: number;
}

export function startStep({ row }: LoadedMaintenance, { body, isQuiet, at }: Said): Step {
  return { kind: "started", action: "maintenance.started", state: "in_progress", body: body || "The work has begun.", at, isQuiet: isQuiet || !row.tellsStart, changes: { startedAt: at } };
}

export function completeStep({ row }: LoadedMaintenance, { body, isQuiet, at }: Said): Step {
  return { kind: "completed", action: "maintenance.completed", state: "completed", body: body || "The work is completed.", at, isQuiet: isQuiet || !row.tellsEnd, changes: { completedAt: at } };
}

export function cancelStep({ row }: LoadedMaintenance, { body, isQuiet, at }: Said): Step {
  const words = body || (row.state === "scheduled" ? "This work will not take place." : "The work was broken off.");
  return { kind: "cancelled", action: "maintenance.cancelled", state: "cancelled", body: words, at, isQuiet, changes: { cancelledAt: at, sequence: row.sequence + 1 } };
}

// no record: `take` records each step
async function change(ctx: Context, verb: Verb, input: ChangeMaintenance, stepOf: (work: LoadedMaintenance, said: { body: string; isQuiet: boolean }) => Step): Promise<{ code: string }> {
  const { maintenanceId, baseVersion, body, isQuiet } = accept(ChangeMaintenance, input);
  return ctx.write(async (tx: Tx) => {
    const work = await getMaintenanceForChange(tx, maintenanceId);
    await refuseStale(tx, work.row, { baseVersion, personId: personOf(ctx) });
    requireLegal(work.row.state, verb);
    await take(tx, ctx, { work, step: stepOf(work, { body, isQuiet }) });
    return { code: work.row.code };
  });
}
