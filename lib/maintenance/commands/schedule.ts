import type { z } from "zod";
import type { Tx } from "#db/open";
import { maintenances } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { newCode, newId } from "#lib/core/ids";
import { touchedBy } from "#lib/incidents/commands/reach";
import { ScheduleMaintenance } from "../input.ts";
import { getMaintenanceForChange, type LoadedMaintenance } from "../queries/for-change.ts";
import { accept, personOf } from "./accept.ts";
import { armQuestion, armTimes } from "./arm.ts";
import { refuseOverlap, refuseReach, refuseTimes } from "./refuse.ts";
import { postedEvent, setReach, tell } from "./step.ts";

export interface Planned {
  maintenanceId: string;
  code: string;
}

export async function scheduleMaintenance(ctx: Context, input: ScheduleMaintenance): Promise<Planned> {
  requirePermission(ctx, "maintenance.post");
  const plan = accept(ScheduleMaintenance, input);
  return ctx.write(async (tx) => {
    await refusePlan(tx, ctx, plan);
    const { row } = await insertMaintenance(tx, ctx, { plan, isQuiet: !plan.tellsPlan });
    return { maintenanceId: row.id, code: row.code };
  });
}

export type Plan = z.output<typeof ScheduleMaintenance>;

export async function refusePlan(tx: Tx, ctx: Context, plan: Plan): Promise<void> {
  refuseTimes(plan, ctx.now);
  await refuseReach(tx, plan, { ...plan, now: ctx.now });
  await refuseOverlap(tx, ctx, plan);
}

interface Insertion {
  plan: Plan;
  isQuiet: boolean;
  /** Where it is an occurrence of a series. */
  of?: { seriesId: string; occurrenceAt: number; createdBy: string | null };
}

/** Writes a maintenance with its first words, and the events at its times. */
export async function insertMaintenance(tx: Tx, ctx: Context, { plan, isQuiet, of }: Insertion): Promise<LoadedMaintenance> {
  const { body, customerIds, componentIds, acceptsOverlap: _, ...columns } = plan;
  const id = newId("mnt", ctx.now);
  await tx.insert(maintenances).values({ ...columns, id, code: newCode(), state: "scheduled", seriesId: of?.seriesId ?? null, occurrenceAt: of?.occurrenceAt ?? null, createdAt: ctx.now, createdBy: of ? of.createdBy : personOf(ctx) });
  await setReach(tx, id, { visibility: plan.visibility, customerIds, componentIds });
  const updateId = await tell(tx, ctx, { maintenanceId: id, step: { kind: "scheduled", state: "scheduled", body, at: ctx.now, isQuiet } });
  const planned = await getMaintenanceForChange(tx, id);
  await record(tx, ctx, {
    action: "maintenance.scheduled",
    entityId: id,
    after: { ...plan, updateId, ...of },
    touches: await touchedBy(tx, [planned.reach]),
    event: postedEvent({ maintenanceId: id, updateId, isQuiet }),
  });
  await armTimes(tx, ctx, planned.row);
  await armQuestion(tx, ctx, planned.row);
  return planned;
}
