import { inArray } from "drizzle-orm";
import { incidentComponents, incidents, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { lifecycleOf } from "#lib/incidents/rules/state";
import { type KnownComponents } from "#lib/status/queries/scope";
import { loadUpdates } from "#lib/status/queries/updates";
import type { IncidentSummary, UpdateView } from "#lib/status/terms";
import type { IncidentFacts, UpdateFacts } from "../terms.ts";

/** Incidents that were found visible already, with their updates in the words for this audience. */
export async function incidentFacts(ctx: Context, { known, summaries }: { known: KnownComponents; summaries: readonly IncidentSummary[] }): Promise<IncidentFacts[]> {
  const incidentIds = summaries.map((incident) => incident.id);
  if (incidentIds.length === 0) return [];
  const [timelines, created, touched, externalIds] = await Promise.all([
    loadUpdates(ctx, { known, incidentIds }),
    ctx.read.select({ id: incidents.id, createdAt: incidents.createdAt }).from(incidents).where(inArray(incidents.id, incidentIds)),
    ctx.read.select().from(incidentComponents).where(inArray(incidentComponents.incidentId, incidentIds)),
    ctx.read.select({ id: updates.id, externalId: updates.externalId }).from(updates).where(inArray(updates.incidentId, incidentIds)),
  ]);
  const createdAt = new Map(created.map((row) => [row.id, row.createdAt]));
  const touchedBy = Map.groupBy(touched, (row) => row.incidentId);
  const externalIdOf = new Map(externalIds.map((row) => [row.id, row.externalId]));
  return summaries.map(({ id, code, title, impact, startedAt, resolvedAt }) => {
    const timeline = timelines.get(id) ?? [];
    const ids = new Set((touchedBy.get(id) ?? []).map((row) => row.componentId));
    return {
      code,
      title,
      impact,
      startedAt,
      resolvedAt,
      monitoringAt: timeline.length === 0 ? null : lifecycleOf(timeline).monitoringAt,
      createdAt: createdAt.get(id) ?? startedAt,
      componentIds: [...known.keys()].filter((componentId) => ids.has(componentId)),
      updates: timeline.map((update, index) => updateFacts(update, { externalId: externalIdOf.get(update.id) ?? null, before: timeline[index + 1] })),
    };
  });
}

function updateFacts(update: UpdateView, { externalId, before }: { externalId: string | null; before: UpdateView | undefined }): UpdateFacts {
  const { id, kind, state, body, notes, earlier, occurredAt, recordedAt, isQuiet, changes } = update;
  const corrections = [...earlier, ...notes.flatMap((note) => note.earlier), ...update.earlierTimes].map((wording) => wording.replacedAt);
  return {
    id,
    externalId,
    status: kind === "postmortem" ? "postmortem" : state,
    body: [body, ...notes.map((note) => note.body)].filter((words) => words !== "").join("\n\n"),
    occurredAt,
    recordedAt,
    correctedAt: corrections.length === 0 ? null : Math.max(...corrections),
    isQuiet,
    states: changes.map((change) => ({ componentId: change.componentId, state: change.state })),
    endsImpact: state === "resolved" && before?.state !== "resolved",
  };
}
