import { eq } from "drizzle-orm";
import { incidents } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { ImpactView, IncidentView } from "../terms.ts";
import { type Impact, loadImpactsOfIncident } from "./impacts.ts";
import { loadDue, loadIncidents } from "./incidents.ts";
import { loadActionItems } from "./promises.ts";
import { type KnownComponents, loadKnownComponents, loadZone } from "./scope.ts";
import { loadUpdates } from "./updates.ts";

/** One incident as one audience may see it; null where it may not, or where there is none. */
export async function findIncidentView(ctx: Context, code: string): Promise<IncidentView | null> {
  const [known, zone] = await Promise.all([loadKnownComponents(ctx), loadZone(ctx)]);
  const [incident] = await loadIncidents(ctx, { known, where: eq(incidents.code, code), limit: 1 });
  if (!incident) return null;
  const [updates, due, impacts] = await Promise.all([loadUpdates(ctx, { known, incidentIds: [incident.id] }), loadDue(ctx, [incident.id]), loadImpactsOfIncident(ctx, incident.id)]);
  const timeline = updates.get(incident.id) ?? [];
  const isLookedBackAt = timeline.some((update) => update.kind === "postmortem");
  const awaited = timeline.flatMap((update) => update.promises).filter((promise) => promise.kind === "postmortem" && promise.settledAt === null);
  const actionItems = isLookedBackAt ? await loadActionItems(ctx, incident.id) : [];
  const postmortemDueAt = awaited.length > 0 ? Math.min(...awaited.map((promise) => promise.dueAt)) : null;
  return { ...incident, actionItems, postmortemDueAt, madeAt: ctx.now, zone, latest: timeline[0] ?? null, promiseDueAt: due.get(incident.id) ?? null, updates: timeline, impacts: named(impacts, known) };
}

function named(impacts: Impact[], known: KnownComponents): ImpactView[] {
  return impacts.flatMap(({ componentId, state, from, until }) => {
    const component = known.get(componentId);
    return component?.isUsed ? [{ componentId, component: component.name, state, from, until }] : [];
  });
}
