import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { actionItems, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record, type Touched } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { OnActionItem, SaveActionItem, TickActionItem } from "../postmortem-input.ts";
import { getIncidentForChange, type LoadedIncident, listViewers } from "../queries/for-change.ts";
import { findPostmortem } from "../queries/postmortem.ts";
import { accept } from "./accept.ts";
import { makePromise, settlePromises, watchPromise } from "./promises.ts";
import { touchedBy } from "./reach.ts";

type Item = Pick<typeof actionItems.$inferSelect, "isInternal" | "customerId">;
type ItemRow = typeof actionItems.$inferSelect;

interface Loaded extends LoadedIncident {
  /** The published post-mortem that shows its items; null while readers see none. */
  shownBy: string | null;
}

/** Writes down what will be done, or changes it. Readers see it from the moment the post-mortem is published. */
export async function saveActionItem(ctx: Context, input: SaveActionItem): Promise<{ itemId: string }> {
  requirePermission(ctx, "incidents.post");
  const { incidentId, itemId, baseVersion, ...wanted } = accept(SaveActionItem, input);
  return ctx.write(async (tx) => {
    const incident = await load(tx, incidentId);
    await refuseUnseen(tx, { incident, item: wanted });
    const before = itemId === null ? null : await getItem(tx, { incidentId: incident.row.id, itemId, baseVersion });
    const id = before?.id ?? newId("act", ctx.now);
    if (before) await tx.update(actionItems).set({ ...wanted, version: before.version + 1 }).where(eq(actionItems.id, id));
    else await tx.insert(actionItems).values({ id, incidentId: incident.row.id, ...wanted, createdAt: ctx.now });
    if (before === null || before.dueAt !== wanted.dueAt) await promiseAnew(tx, ctx, { incident, itemId: id, dueAt: before?.doneAt == null ? wanted.dueAt : null });
    await record(tx, ctx, { action: before ? "incident.action_item_saved" : "incident.action_item_added", entityId: incident.row.id, before, after: { itemId: id, ...wanted }, touches: await touchedByItems(tx, { incident, items: before ? [before, wanted] : [wanted] }) });
    return { itemId: id };
  });
}

/** Done, or not done after all. */
export async function tickActionItem(ctx: Context, input: TickActionItem): Promise<void> {
  requirePermission(ctx, "incidents.post");
  const { incidentId, itemId, isDone } = accept(TickActionItem, input);
  await ctx.write(async (tx) => {
    const incident = await load(tx, incidentId);
    const item = await getItem(tx, { incidentId: incident.row.id, itemId });
    if ((item.doneAt !== null) === isDone) return;
    await tx.update(actionItems).set({ doneAt: isDone ? ctx.now : null, version: item.version + 1 }).where(eq(actionItems.id, item.id));
    if (isDone) await settlePromises(tx, ctx, { actionItemId: item.id });
    else await reopenPromise(tx, ctx, item.id);
    await record(tx, ctx, { action: isDone ? "incident.action_item_done" : "incident.action_item_reopened", entityId: incident.row.id, after: { itemId }, touches: await touchedByItems(tx, { incident, items: [item] }) });
  });
}

export async function removeActionItem(ctx: Context, input: OnActionItem): Promise<void> {
  requirePermission(ctx, "incidents.post");
  const { incidentId, itemId } = accept(OnActionItem, input);
  await ctx.write(async (tx) => {
    const incident = await load(tx, incidentId);
    const item = await getItem(tx, { incidentId: incident.row.id, itemId });
    if (incident.shownBy !== null) throw new Failure("conflict", "It was published with the post-mortem. Change its words, or tick it off.");
    await tx.delete(actionItems).where(eq(actionItems.id, item.id));
    await record(tx, ctx, { action: "incident.action_item_removed", entityId: incident.row.id, before: item, touches: await touchedByItems(tx, { incident, items: [item] }) });
  });
}

async function load(tx: Tx, incidentId: string): Promise<Loaded> {
  const incident = await getIncidentForChange(tx, incidentId);
  return { ...incident, shownBy: (await findPostmortem(tx, incident.row.id))?.publishedAs ?? null };
}

async function getItem(tx: Tx, { incidentId, itemId, baseVersion }: { incidentId: string; itemId: string; baseVersion?: number }): Promise<ItemRow> {
  const [item] = await tx.select().from(actionItems).where(and(eq(actionItems.id, itemId), eq(actionItems.incidentId, incidentId)));
  if (!item) throw new Failure("not_found", "This action item does not exist any more.");
  if (baseVersion !== undefined && item.version !== baseVersion) throw new Failure("conflict", "Somebody changed this action item meanwhile. Read it again.");
  return item;
}

// An item for somebody who cannot see the incident would be read by nobody.
async function refuseUnseen(tx: Tx, { incident, item }: { incident: Loaded; item: Item }): Promise<void> {
  if (item.customerId === null || (await listViewers(tx, incident.reach)).includes(item.customerId)) return;
  throw new Failure("invalid", "This cannot be saved yet. See the marked field.", { audience: "This customer cannot see the incident." });
}

/** A later day is a new promise; an earlier one that is past stays missed. */
async function promiseAnew(tx: Tx, ctx: Context, { incident, itemId, dueAt }: { incident: Loaded; itemId: string; dueAt: number | null }): Promise<void> {
  const isOpen = and(eq(promises.actionItemId, itemId), isNull(promises.settledAt));
  for (const promise of await tx.select().from(promises).where(isOpen)) {
    if (promise.missedAt === null && promise.dueAt >= ctx.now) await tx.delete(promises).where(eq(promises.id, promise.id));
    else await tx.update(promises).set({ settledAt: ctx.now, isKept: false }).where(eq(promises.id, promise.id));
  }
  if (incident.shownBy !== null && dueAt !== null) await makePromise(tx, ctx, { incidentId: incident.row.id, updateId: incident.shownBy, kind: "action", dueAt, actionItemId: itemId });
}

async function reopenPromise(tx: Tx, ctx: Context, itemId: string): Promise<void> {
  const [last] = await tx.select().from(promises).where(eq(promises.actionItemId, itemId)).orderBy(desc(promises.dueAt)).limit(1);
  if (!last) return;
  await tx.update(promises).set({ settledAt: null, isKept: null }).where(eq(promises.id, last.id));
  await watchPromise(tx, ctx, last);
}

async function touchedByItems(tx: Tx, { incident, items }: { incident: Loaded; items: Item[] }): Promise<Touched> {
  const staff = { kind: "staff" } as const;
  if (incident.shownBy === null) return [staff];
  if (items.some((item) => !item.isInternal && item.customerId === null)) return touchedBy(tx, [incident.reach]);
  return [staff, ...items.flatMap(({ isInternal, customerId }) => (isInternal || customerId === null ? [] : [{ kind: "customer", customerId } as const]))];
}
