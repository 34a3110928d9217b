import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { impactIntervals } from "#db/schema/incidents";
import { maintenanceComponents, maintenanceCustomers, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { newId } from "#lib/core/ids";
import { touchedBy } from "#lib/incidents/commands/reach";
import { syncComponents } from "#lib/incidents/commands/retell";
import type { Addressed } from "#lib/incidents/rules/audience";
import type { LoadedMaintenance, MaintenanceRow } from "../queries/for-change.ts";
import type { MaintenanceState, MaintenanceUpdateKind } from "../terms.ts";
import { personOf } from "./accept.ts";

export interface Step {
  kind: MaintenanceUpdateKind;
  action: `maintenance.${string}`;
  state: MaintenanceState;
  body: string;
  /** When it happened: now, or the planned time where the clock did it and nobody was there to write it down. */
  at: number;
  isQuiet: boolean;
  changes?: Partial<MaintenanceRow>;
  /** The times before, where it changes them. */
  earlier?: { from: number; until: number };
  /** Why, for who reads the audit. */
  after?: unknown;
}

/** One change of a maintenance: the row, what readers are told of it, the state of its components, audit row and event, all in one transaction. */
export async function take(tx: Tx, ctx: Context, { work, step }: { work: LoadedMaintenance; step: Step }): Promise<LoadedMaintenance> {
  const { row, reach } = work;
  const changes = { ...step.changes, state: step.state, version: row.version + 1 };
  const next = { ...row, ...changes };
  await tx.update(maintenances).set(changes).where(eq(maintenances.id, row.id));
  const updateId = await tell(tx, ctx, { maintenanceId: row.id, step });
  await syncImpact(tx, ctx, { row: next, componentIds: reach.componentIds, at: step.at });
  await record(tx, ctx, {
    action: step.action,
    entityId: row.id,
    before: { state: row.state, scheduledFor: row.scheduledFor, scheduledUntil: row.scheduledUntil },
    after: step.after ?? { updateId, ...step.changes, state: step.state, body: step.body },
    touches: await touchedBy(tx, [reach]),
    event: postedEvent({ maintenanceId: row.id, updateId, isQuiet: step.isQuiet }),
  });
  return { row: next, reach };
}

export async function tell(tx: Tx, ctx: Context, { maintenanceId, step }: { maintenanceId: string; step: Pick<Step, "kind" | "state" | "body" | "at" | "isQuiet" | "earlier"> }): Promise<string> {
  const id = newId("mup", ctx.now);
  const { kind, state, body, at: occurredAt, isQuiet, earlier } = step;
  await tx.insert(maintenanceUpdates).values({ id, maintenanceId, kind, state, body, occurredAt, recordedAt: ctx.now, isQuiet, earlierFor: earlier?.from ?? null, earlierUntil: earlier?.until ?? null, authorId: personOf(ctx) });
  return id;
}

export function postedEvent({ maintenanceId, updateId, isQuiet }: { maintenanceId: string; updateId: string; isQuiet: boolean }) {
  return isQuiet ? undefined : { kind: "maintenance.update_posted", payload: { maintenanceId, updateId } };
}

/** Its components are under maintenance exactly while it is under way, if it says so: what is missing is opened, what should not be is closed. */
export async function syncImpact(tx: Tx, ctx: Context, { row, componentIds, at }: { row: MaintenanceRow; componentIds: readonly string[]; at: number }): Promise<void> {
  const isUnderWay = row.state === "in_progress" || row.state === "verifying";
  const wanted = isUnderWay && row.setsComponents ? componentIds : [];
  const open = await tx.select({ id: impactIntervals.id, componentId: impactIntervals.componentId }).from(impactIntervals).where(and(eq(impactIntervals.maintenanceId, row.id), isNull(impactIntervals.until)));
  const ended = open.filter(({ componentId }) => !wanted.includes(componentId));
  const begun = wanted.filter((id) => !open.some(({ componentId }) => componentId === id));
  if (ended.length > 0) await tx.update(impactIntervals).set({ until: at }).where(inArray(impactIntervals.id, ended.map(({ id }) => id)));
  if (begun.length > 0) await tx.insert(impactIntervals).values(begun.map((componentId) => ({ id: newId("int", ctx.now), componentId, maintenanceId: row.id, state: "under_maintenance" as const, from: at })));
  const changed = [...begun, ...ended.map(({ componentId }) => componentId)];
  if (changed.length > 0) await syncComponents(tx, changed);
}

/** Whom it is for and what it touches, as it is from now on. */
export async function setReach(tx: Tx, maintenanceId: string, reach: Addressed): Promise<void> {
  await tx.delete(maintenanceCustomers).where(eq(maintenanceCustomers.maintenanceId, maintenanceId));
  await tx.delete(maintenanceComponents).where(eq(maintenanceComponents.maintenanceId, maintenanceId));
  const named = reach.visibility === "selected" ? [...new Set(reach.customerIds)] : [];
  if (named.length > 0) await tx.insert(maintenanceCustomers).values(named.map((customerId) => ({ maintenanceId, customerId })));
  const touched = [...new Set(reach.componentIds)];
  if (touched.length > 0) await tx.insert(maintenanceComponents).values(touched.map((componentId) => ({ maintenanceId, componentId })));
}
