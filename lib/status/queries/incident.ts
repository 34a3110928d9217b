import { eq } from "drizzle-orm";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { inOrder } from "#lib/incidents/rules/state";
import type { ImpactView, IncidentView, UpdateView } from "../terms.ts";
import { loadCorrectionViews } from "./corrections.ts";
import { type Impact, loadImpactsOf } from "./impacts.ts";
import { loadDue, loadIncidents } from "./incidents.ts";
import { listMergedInto } from "./merged.ts";
import { listRelated } from "./related.ts";
import { loadActionItems } from "./promises.ts";
import { type KnownComponents, loadKnownComponents, loadZone } from "./scope.ts";
import { loadUpdates } from "./updates.ts";

/** One incident as one audience may see it, with what was merged into it and that audience sees too; null where it may not, or where there is none. */
export async function findIncidentView(ctx: Context, code: string): Promise<IncidentView | null> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [incident] = await loadIncidents(ctx, { known, where: eq(incidents.code, code), limit: 1 });
  if (!incident) return null;
  const sources = await listMergedInto(ctx, incident.id);
  const incidentIds = [incident.id, ...sources.map((source) => source.id)];
  const [updates, due, impacts, corrections, related] = await Promise.all([loadUpdates(ctx, { known, incidentIds }), loadDue(ctx, [incident.id]), loadImpactsOf(ctx, incidentIds), loadCorrectionViews(ctx, { known, incidentIds }), listRelated(ctx, { known, incidentId: incident.id })]);
  const own = updates.get(incident.id) ?? [];
  const merged = sources.flatMap((source) => markMerged(updates.get(source.id) ?? [], { title: source.title, goesOn: source.mergedIntoId === null ? [] : (updates.get(source.mergedIntoId) ?? []) }));
  const lookedBack = await loadLookedBack(ctx, { incidentId: incident.id, own });
  return { ...incident, ...lookedBack, madeAt: ctx.now, zone, latest: own[0] ?? null, promiseDueAt: due.get(incident.id) ?? null, updates: inOrder([...own, ...merged]).toReversed(), impacts: named(impacts, known), corrections, related };
}

async function loadLookedBack(ctx: Context, { incidentId, own }: { incidentId: string; own: readonly UpdateView[] }): Promise<Pick<IncidentView, "actionItems" | "postmortemDueAt">> {
  const awaited = own.flatMap((update) => update.promises).filter((promise) => promise.kind === "postmortem" && promise.settledAt === null);
  const actionItems = own.some((update) => update.kind === "postmortem") ? await loadActionItems(ctx, incidentId) : [];
  return { actionItems, postmortemDueAt: awaited.length > 0 ? Math.min(...awaited.map((promise) => promise.dueAt)) : null };
}

// The last words of what was merged are written in the transaction in which the other goes on.
function markMerged(updates: readonly UpdateView[], { title, goesOn }: { title: string; goesOn: readonly UpdateView[] }): UpdateView[] {
  const merges = new Set(goesOn.map((update) => update.recordedAt));
  return updates.map((update, index) => ({ ...update, mergedFrom: { title, isLast: index === 0 && update.state === "resolved" && merges.has(update.recordedAt) } }));
}

function named(impacts: Impact[], known: KnownComponents): ImpactView[] {
  return impacts.flatMap(({ componentId, state, from, until }) => {
    const component = known.get(componentId);
    return component?.isUsed ? [{ componentId, component: component.name, state, from, until }] : [];
  });
}
