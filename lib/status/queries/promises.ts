import { and, asc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { actionItems, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { ActionItemView, PromiseView } from "../terms.ts";

/** What each update promised and how it was kept. Of incidents that the caller has found visible; what action items promise is told with them. */
export async function loadPromises(ctx: Context, incidentIds: string[]): Promise<Map<string, PromiseView[]>> {
  const { updateId, kind, dueAt, settledAt, isKept } = promises;
  const rows = await ctx.read
    .select({ updateId, kind, dueAt, settledAt, isKept })
    .from(promises)
    .where(and(inArray(promises.incidentId, incidentIds), ne(kind, "action")))
    .orderBy(asc(dueAt), asc(promises.id));
  const views = rows.map(({ isKept: kept, ...row }) => ({ ...row, isMissed: row.settledAt === null ? ctx.now > row.dueAt : !(kept ?? row.settledAt <= row.dueAt) }));
  return Map.groupBy(views, (row) => row.updateId);
}

/** What will be done, as this audience may know: what is for staff or another customer is not even read. Of an incident that the caller has found visible. */
export async function loadActionItems(ctx: Context, incidentId: string): Promise<ActionItemView[]> {
  const { id, title, owner, dueAt, doneAt, isInternal, customerId } = actionItems;
  const forAll = and(eq(isInternal, false), isNull(customerId));
  const own = ctx.audience.kind === "customer" ? or(forAll, and(eq(isInternal, false), eq(customerId, ctx.audience.customerId))) : forAll;
  const rows = await ctx.read
    .select({ id, title, owner, dueAt, doneAt, isInternal, customerId })
    .from(actionItems)
    .where(and(eq(actionItems.incidentId, incidentId), ctx.audience.kind === "staff" ? undefined : own))
    .orderBy(asc(actionItems.createdAt), asc(id));
  return rows.map(({ isInternal: internal, customerId: onlyFor, ...row }) => ({ ...row, isForStaff: internal, onlyFor }));
}
