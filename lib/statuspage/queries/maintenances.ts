import { gte, inArray } from "drizzle-orm";
import type { ComponentState } from "#lib/catalog/terms";
import { maintenanceComponents, maintenances, maintenanceUpdates } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import type { MaintenanceState } from "#lib/maintenance/terms";
import { loadComingMaintenances, loadMaintenances, loadMaintenanceUpdates } from "#lib/status/queries/maintenances";
import type { KnownComponents } from "#lib/status/queries/scope";
import type { MaintenanceSummary, MaintenanceUpdateView } from "#lib/status/terms";
import type { MaintenanceFacts, UpdateFacts } from "../terms.ts";

/** Planned work of one audience: what is to come or going on, and the latest, newest first. */
export async function listMaintenanceFacts(ctx: Context, { known, limit }: { known: KnownComponents; limit: number }): Promise<MaintenanceFacts[]> {
  // A bound makes SQLite read the index by time rather than sort everything.
  const [coming, latest] = await Promise.all([loadComingMaintenances(ctx, known), loadMaintenances(ctx, { known, where: gte(maintenances.scheduledFor, 0), limit })]);
  const found = [...new Map([...coming, ...latest].map((work) => [work.id, work])).values()].toSorted((a, b) => b.scheduledFor - a.scheduledFor || (a.id < b.id ? 1 : -1));
  const ids = found.map((work) => work.id);
  if (ids.length === 0) return [];
  const [said, touched, stored, posts] = await Promise.all([
    loadMaintenanceUpdates(ctx, ids),
    ctx.read.select().from(maintenanceComponents).where(inArray(maintenanceComponents.maintenanceId, ids)),
    ctx.read.select({ id: maintenances.id, setsComponents: maintenances.setsComponents }).from(maintenances).where(inArray(maintenances.id, ids)),
    ctx.read.select({ id: maintenanceUpdates.id, externalId: maintenanceUpdates.externalId, isQuiet: maintenanceUpdates.isQuiet }).from(maintenanceUpdates).where(inArray(maintenanceUpdates.maintenanceId, ids)),
  ]);
  const touchedBy = Map.groupBy(touched, (row) => row.maintenanceId);
  const setting = new Set(stored.filter((row) => row.setsComponents).map((row) => row.id));
  const postOf = new Map(posts.map((row) => [row.id, row]));
  return found.map((work) => {
    const on = new Set((touchedBy.get(work.id) ?? []).map((row) => row.componentId));
    const componentIds = [...known.keys()].filter((id) => on.has(id));
    const changing = setting.has(work.id) ? componentIds : [];
    return workFacts(work, { componentIds, updates: (said.get(work.id) ?? []).map((update) => ({ ...workUpdate(update, changing), externalId: postOf.get(update.id)?.externalId ?? null, isQuiet: postOf.get(update.id)?.isQuiet ?? false })) });
  });
}

function workFacts(work: MaintenanceSummary, { componentIds, updates }: Pick<MaintenanceFacts, "componentIds" | "updates">): MaintenanceFacts {
  const { code, title, state, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, createdAt } = work;
  return { code, title, state: statusOf(state), scheduledFor, scheduledUntil, startedAt, endedAt: completedAt ?? cancelledAt, createdAt, componentIds, updates };
}

function workUpdate({ id, state, body, occurredAt, recordedAt }: MaintenanceUpdateView, componentIds: readonly string[]): Omit<UpdateFacts, "externalId" | "isQuiet"> {
  const during: ComponentState = state === "in_progress" || state === "verifying" ? "under_maintenance" : "operational";
  return { id, status: statusOf(state), body, occurredAt, recordedAt, correctedAt: null, states: componentIds.map((componentId) => ({ componentId, state: during })), endsImpact: false };
}

// Statuspage forgets work that is called off; for its clients it is over.
function statusOf(state: MaintenanceState): string {
  return state === "cancelled" ? "completed" : state;
}
