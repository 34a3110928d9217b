import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { impactIntervals } from "#db/schema/incidents";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import type { Stored } from "../queries/stored.ts";
import { type IdOf, type MaintenanceFacts, mergeMaintenance } from "../rules/facts.ts";
import type { ImportPlan } from "../rules/planned.ts";
import type { ImportReport } from "../terms.ts";
import { insertAll, raised } from "./rows.ts";
import { settle } from "./settle.ts";
import { remarkMissing, tallyUpdates } from "./updates.ts";

interface Import {
  plan: ImportPlan;
  report: ImportReport;
  stored: Stored<MaintenanceFacts>;
  componentIdOf: IdOf;
}

/** Answers the components whose state may be another now. */
export async function importMaintenances(tx: Tx, ctx: Context, { plan, report, stored, componentIdOf }: Import): Promise<string[]> {
  const beforeOf = (externalId: string) => stored.get(externalId)?.facts ?? null;
  const wanted = plan.maintenances.map((planned) => mergeMaintenance(planned, { before: beforeOf(planned.externalId), componentIdOf }));
  remarkMissing(report, plan.maintenances.map((planned) => ({ planned, before: beforeOf(planned.externalId) })));
  const decision = await settle(tx, report, { kind: "maintenances", wanted, stored, nameOf: (facts) => facts.title });
  await insertMaintenances(tx, ctx, decision.create);
  for (const change of decision.change) await changeMaintenance(tx, ctx, change);
  tallyUpdates(report, { wanted, decision });
  return [...decision.create, ...decision.change.flatMap(({ before, after }) => [before, after])].flatMap((facts) => facts.intervals.map((interval) => interval.componentId));
}

async function insertMaintenances(tx: Tx, ctx: Context, created: readonly MaintenanceFacts[]): Promise<void> {
  const named = created.map((facts) => ({ id: newId("mnt", ctx.now), facts }));
  await insertAll(tx, maintenances, named.map(({ id, facts }) => ({ id, ...columnsOf(facts), externalId: facts.externalId, code: facts.code, visibility: "public" as const })));
  for (const { id, facts } of named) await insertParts(tx, ctx, { id, facts, known: null });
}

async function changeMaintenance(tx: Tx, ctx: Context, { id, before, after }: { id: string; before: MaintenanceFacts; after: MaintenanceFacts }): Promise<void> {
  await tx.update(maintenances).set({ ...columnsOf(after), version: raised(maintenances.version) }).where(eq(maintenances.id, id));
  await tx.delete(impactIntervals).where(eq(impactIntervals.maintenanceId, id));
  await insertParts(tx, ctx, { id, facts: after, known: before });
  for (const update of after.updates) await tx.update(maintenanceUpdates).set(wordsOf(update)).where(and(eq(maintenanceUpdates.externalId, update.externalId), eq(maintenanceUpdates.maintenanceId, id)));
}

/** What is not known of it yet, and its impact. */
async function insertParts(tx: Tx, ctx: Context, { id, facts, known }: { id: string; facts: MaintenanceFacts; known: MaintenanceFacts | null }): Promise<void> {
  const newComponents = facts.componentIds.filter((componentId) => !known?.componentIds.includes(componentId));
  await insertAll(tx, maintenanceComponents, newComponents.map((componentId) => ({ maintenanceId: id, componentId })));
  const newUpdates = facts.updates.filter((update) => !known?.updates.some((earlier) => earlier.externalId === update.externalId));
  await insertAll(tx, maintenanceUpdates, newUpdates.map((update) => ({ ...wordsOf(update), id: newId("mup", ctx.now), maintenanceId: id })));
  await insertAll(tx, impactIntervals, facts.intervals.map((interval) => ({ ...interval, id: newId("int", ctx.now), maintenanceId: id })));
}

function columnsOf({ url, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, createdAt }: MaintenanceFacts) {
  return { externalUrl: url, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, createdAt };
}

function wordsOf({ externalId, state, body, occurredAt, recordedAt }: MaintenanceFacts["updates"][number]) {
  return { externalId, state, body, occurredAt, recordedAt };
}
