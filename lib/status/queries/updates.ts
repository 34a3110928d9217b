import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { updateComponents, updateNotes, updateRevisions, updates, updateTranslations } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { composeTimeline, type StoredUpdate } from "#lib/incidents/rules/timeline";
import type { UpdateView } from "../terms.ts";
import { loadPromises } from "./promises.ts";
import type { KnownComponents } from "./scope.ts";

/**
 * The updates of incidents that the caller has already found visible, newest first, in the words for this audience:
 * the common body, its own note, changes of components it knows. Pages and feeds read this and nothing else.
 */
export async function loadUpdates(ctx: Context, input: { known: KnownComponents; incidentIds: string[] }): Promise<Map<string, UpdateView[]>> {
  if (input.incidentIds.length === 0) return new Map();
  const [stored, promised] = await Promise.all([loadStored(ctx, input.incidentIds), loadPromises(ctx, input.incidentIds)]);
  const views = new Map<string, UpdateView[]>();
  for (const [incidentId, timeline] of stored) {
    const seen = composeTimeline(timeline, { audience: ctx.audience, seesComponent: (id) => input.known.has(id), ...(ctx.audience.kind === "staff" ? {} : { language: ctx.language }) });
    views.set(incidentId, seen.map(({ components, ...update }) => ({ ...update, changes: named(components, input.known), promises: promised.get(update.id) ?? [] })));
  }
  return views;
}

function named(components: { componentId: string; state: UpdateView["changes"][number]["state"] }[], known: KnownComponents): UpdateView["changes"] {
  return components.flatMap(({ componentId, state }) => {
    const component = known.get(componentId);
    return component ? [{ componentId, component: component.name, state }] : [];
  });
}

async function loadStored(ctx: Context, incidentIds: string[]): Promise<Map<string, StoredUpdate[]>> {
  const { id, incidentId, kind, state, body, occurredAt, recordedAt, isQuiet } = updates;
  const rows = await ctx.read.select({ id, incidentId, kind, state, body, occurredAt, recordedAt, isQuiet }).from(updates).where(inArray(updates.incidentId, incidentIds));
  const ids = rows.map((row) => row.id);
  const [notes, revisions, changes, translations] = await Promise.all([loadNotes(ctx, ids), loadRevisions(ctx, ids), loadChanges(ctx, ids), loadTranslations(ctx, ids)]);
  const of = <T extends { updateId: string }>(list: T[]) => Map.groupBy(list, (each) => each.updateId);
  const [notesOf, revisionsOf, changesOf, translationsOf] = [of(notes), of(revisions), of(changes), of(translations)];
  const stored = rows.map((row) => ({ ...row, notes: notesOf.get(row.id) ?? [], revisions: revisionsOf.get(row.id) ?? [], components: changesOf.get(row.id) ?? [], translations: translationsOf.get(row.id) ?? [] }));
  return Map.groupBy(stored, (row) => row.incidentId);
}

// Filtered here as well as in composeTimeline: another customer's words are not even read.
async function loadNotes(ctx: Context, updateIds: string[]) {
  if (ctx.audience.kind === "public" || updateIds.length === 0) return [];
  const own = ctx.audience.kind === "customer" ? eq(updateNotes.customerId, ctx.audience.customerId) : undefined;
  return ctx.read.select().from(updateNotes).where(and(inArray(updateNotes.updateId, updateIds), own));
}

async function loadRevisions(ctx: Context, updateIds: string[]) {
  if (updateIds.length === 0) return [];
  const common = isNull(updateRevisions.customerId);
  const own = ctx.audience.kind === "customer" ? or(common, eq(updateRevisions.customerId, ctx.audience.customerId)) : ctx.audience.kind === "staff" ? undefined : common;
  const { updateId, customerId, body, occurredAt, reason, replacedAt } = updateRevisions;
  return ctx.read.select({ updateId, customerId, body, occurredAt, reason, replacedAt }).from(updateRevisions).where(and(inArray(updateRevisions.updateId, updateIds), own));
}

async function loadChanges(ctx: Context, updateIds: string[]) {
  if (updateIds.length === 0) return [];
  return ctx.read.select().from(updateComponents).where(inArray(updateComponents.updateId, updateIds)).orderBy(updateComponents.componentId);
}

async function loadTranslations(ctx: Context, updateIds: string[]) {
  if (updateIds.length === 0) return [];
  const { updateId, language, body, translatedAt } = updateTranslations;
  return ctx.read.select({ updateId, language, body, translatedAt }).from(updateTranslations).where(inArray(updateTranslations.updateId, updateIds)).orderBy(language);
}
