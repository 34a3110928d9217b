import { and, asc, eq, isNull } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { people } from "#db/schema/access";
import { auditEntries } from "#db/schema/audit";
import { customers } from "#db/schema/customers";
import { actionItems, postmortems, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { isReviewNeeded } from "../rules/approval.ts";
import type { PostmortemState } from "../terms.ts";
import { getIncidentForChange } from "./for-change.ts";
import { loadPublishingRules } from "./publishing.ts";

export type PostmortemRow = typeof postmortems.$inferSelect;
export const postmortemSaved = "incident.postmortem_saved";

export interface PostmortemDraft {
  body: string;
  state: PostmortemState;
  version: number;
  authorName: string | null;
  reviewAskedAt: number | null;
  reviewedAt: number | null;
  reviewerName: string | null;
  reviewComment: string;
  /** The update it was published as. */
  publishedAs: string | null;
  /** Whether whoever asks wrote any of it: they cannot be its second person. */
  isOwn: boolean;
}

export interface StaffActionItem {
  id: string;
  title: string;
  owner: string;
  dueAt: number | null;
  doneAt: number | null;
  isInternal: boolean;
  customerId: string | null;
  customerName: string | null;
  version: number;
}

export interface PostmortemWork {
  draft: PostmortemDraft | null;
  isReviewNeeded: boolean;
  /** When it was promised for, while that promise is open. */
  dueAt: number | null;
  actionItems: StaffActionItem[];
}

/** What staff see of an incident's post-mortem: the draft, who has read it, what will be done. */
export async function getPostmortemWork(ctx: Context, { incidentId }: { incidentId: string }): Promise<PostmortemWork> {
  requirePermission(ctx, "console.read");
  const { row } = await getIncidentForChange(ctx.read, incidentId);
  const draft = await findPostmortem(ctx.read, row.id);
  const promised = await ctx.read.select({ dueAt: promises.dueAt }).from(promises).where(and(eq(promises.incidentId, row.id), eq(promises.kind, "postmortem"), isNull(promises.settledAt)));
  return {
    draft: draft ? await describeDraft(ctx, draft) : null,
    isReviewNeeded: isReviewNeeded(await loadPublishingRules(ctx.read), row),
    dueAt: promised.length > 0 ? Math.min(...promised.map((each) => each.dueAt)) : null,
    actionItems: await listItems(ctx, row.id),
  };
}

export async function findPostmortem(read: ReadDb, incidentId: string): Promise<PostmortemRow | undefined> {
  const [row] = await read.select().from(postmortems).where(eq(postmortems.incidentId, incidentId));
  return row;
}

/** Whether a person wrote any of a post-mortem, ever: the record says so, whoever saved it last. */
export async function hasWritten(read: ReadDb, { postmortemId, personId }: { postmortemId: string; personId: string }): Promise<boolean> {
  const isTheirs = and(eq(auditEntries.entityId, postmortemId), eq(auditEntries.action, postmortemSaved), eq(auditEntries.actorId, personId));
  return (await read.select({ id: auditEntries.id }).from(auditEntries).where(isTheirs).limit(1)).length > 0;
}

async function describeDraft(ctx: Context, row: PostmortemRow): Promise<PostmortemDraft> {
  const { body, state, version, reviewAskedAt, reviewedAt, reviewComment, publishedAs } = row;
  const personId = ctx.actor.kind === "person" ? ctx.actor.personId : "";
  return { body, state, version, reviewAskedAt, reviewedAt, reviewComment, publishedAs, authorName: await nameOf(ctx.read, row.authorId), reviewerName: await nameOf(ctx.read, row.reviewedBy), isOwn: await hasWritten(ctx.read, { postmortemId: row.id, personId }) };
}

async function listItems(ctx: Context, incidentId: string): Promise<StaffActionItem[]> {
  const { id, title, owner, dueAt, doneAt, isInternal, customerId, version } = actionItems;
  return ctx.read
    .select({ id, title, owner, dueAt, doneAt, isInternal, customerId, customerName: customers.name, version })
    .from(actionItems)
    .leftJoin(customers, eq(customers.id, customerId))
    .where(eq(actionItems.incidentId, incidentId))
    .orderBy(asc(actionItems.createdAt), asc(id));
}

async function nameOf(read: ReadDb, personId: string | null): Promise<string | null> {
  if (personId === null) return null;
  const [person] = await read.select({ name: people.name }).from(people).where(eq(people.id, personId));
  return person?.name ?? null;
}
