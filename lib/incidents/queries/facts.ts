import { and, eq, isNull, max } from "drizzle-orm";
import { people } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { actionItems, updateNotes, updateRevisions, updates, updateTranslations } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { Translation } from "../rules/timeline.ts";
import { getIncidentForChange } from "./for-change.ts";
import type { IncidentEnding, IncidentState, Visibility } from "../terms.ts";

export interface IncidentFacts {
  id: string;
  code: string;
  title: string;
  visibility: Visibility;
  /** What the composer must name to say what its author was looking at. */
  version: number;
  state: IncidentState;
  endedAs: IncidentEnding | null;
  /** Named for `selected`. */
  customerIds: string[];
  /** Every component it ever touched. */
  componentIds: string[];
  /** By update, for staff only: who wrote it. */
  authors: ReadonlyMap<string, string>;
  /** Of those something was written for alone. */
  customerNames: ReadonlyMap<string, string>;
}

/** What staff know of an incident beside what its readers see. */
export async function getIncidentFacts(ctx: Context, key: string): Promise<IncidentFacts> {
  requirePermission(ctx, "console.read");
  const { row, reach } = await getIncidentForChange(ctx.read, key);
  const authors = await ctx.read
    .select({ updateId: updates.id, name: people.name })
    .from(updates)
    .innerJoin(people, eq(people.id, updates.authorId))
    .where(eq(updates.incidentId, row.id));
  const named = await listNoted(ctx, row.id);
  const { id, code, title, visibility, version, state, endedAs } = row;
  return { id, code, title, visibility, version, state, endedAs, customerIds: [...reach.customerIds], componentIds: [...reach.componentIds], authors: new Map(authors.map((each) => [each.updateId, each.name])), customerNames: new Map(named.map((each) => [each.id, each.name])) };
}

// Those a note was written for, also one that was taken back, or who read an action item of their own.
async function listNoted(ctx: Context, incidentId: string): Promise<{ id: string; name: string }[]> {
  const { id, name } = customers;
  const now = await ctx.read.selectDistinct({ id, name }).from(updates).innerJoin(updateNotes, eq(updateNotes.updateId, updates.id)).innerJoin(customers, eq(id, updateNotes.customerId)).where(eq(updates.incidentId, incidentId));
  const before = await ctx.read.selectDistinct({ id, name }).from(updates).innerJoin(updateRevisions, eq(updateRevisions.updateId, updates.id)).innerJoin(customers, eq(id, updateRevisions.customerId)).where(eq(updates.incidentId, incidentId));
  const toDo = await ctx.read.selectDistinct({ id, name }).from(actionItems).innerJoin(customers, eq(id, actionItems.customerId)).where(eq(actionItems.incidentId, incidentId));
  return [...now, ...before, ...toDo];
}

export interface EditableUpdate {
  id: string;
  incidentId: string;
  body: string;
  revision: number;
  occurredAt: number;
  recordedAt: number;
  notes: { customerId: string; customerName: string; body: string }[];
  translations: Translation[];
}

/** The words of one update, to be corrected. */
export async function getEditableUpdate(ctx: Context, { incidentKey, updateId }: { incidentKey: string; updateId: string }): Promise<EditableUpdate> {
  requirePermission(ctx, "incidents.edit");
  const { row } = await getIncidentForChange(ctx.read, incidentKey);
  const { id, incidentId, body, revision, occurredAt, recordedAt } = updates;
  const [update] = await ctx.read.select({ id, incidentId, body, revision, occurredAt, recordedAt }).from(updates).where(and(eq(id, updateId), eq(incidentId, row.id)));
  if (!update) throw new Failure("not_found", "This update does not exist.");
  const notes = await ctx.read
    .select({ customerId: updateNotes.customerId, customerName: customers.name, body: updateNotes.body })
    .from(updateNotes)
    .innerJoin(customers, eq(customers.id, updateNotes.customerId))
    .where(eq(updateNotes.updateId, updateId))
    .orderBy(customers.name);
  const translations = await listTranslations(ctx, updateId);
  return { ...update, notes, translations };
}

async function listTranslations(ctx: Context, updateId: string): Promise<Translation[]> {
  const { replacedAt, customerId, occurredAt } = updateRevisions;
  const [edited] = await ctx.read.select({ at: max(replacedAt) }).from(updateRevisions).where(and(eq(updateRevisions.updateId, updateId), isNull(customerId), isNull(occurredAt)));
  const { language, body, translatedAt } = updateTranslations;
  const rows = await ctx.read.select({ language, body, translatedAt }).from(updateTranslations).where(eq(updateTranslations.updateId, updateId));
  return rows.map((row) => ({ language: row.language, body: row.body, isOlder: row.translatedAt < (edited?.at ?? 0) }));
}
