import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { people } from "#db/schema/access";
import { actionItems, approvals, drafts, incidents, postmortems, promises } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { DAY } from "#lib/core/time";
import { promiseLabels } from "../terms.ts";

const listLimit = 50;
/** How long before its day a promise stands among what needs a person. */
const aheadMs = 3 * DAY;

/** Something that waits for a person. */
export interface Duty {
  id: string;
  kind: "promise" | "approval" | "review" | "scheduled";
  /** What it is about. */
  title: string;
  /** What has to be done, or happens by itself. */
  what: string;
  href: string;
  /** By when; null where there is no time. */
  dueAt: number | null;
  /** Whether whoever looks may do it. */
  isTheirs: boolean;
}

/** What needs a person beside the open incidents, soonest first. What has no time stands behind what is overdue or due today. */
export async function listDuties(ctx: Context): Promise<Duty[]> {
  requirePermission(ctx, "console.read");
  const canPost = ctx.permissions.has("incidents.post");
  const duties = [...(await listPromises(ctx)), ...(canPost ? [...(await listApprovals(ctx)), ...(await listReviews(ctx)), ...(await listScheduled(ctx))] : [])];
  return duties.toSorted((a, b) => (a.dueAt ?? ctx.now + DAY) - (b.dueAt ?? ctx.now + DAY) || (a.id < b.id ? -1 : 1));
}

/** Post-mortems and action items; the next updates stand with their incidents. */
async function listPromises(ctx: Context): Promise<Duty[]> {
  const { id, kind, dueAt } = promises;
  const rows = await ctx.read
    .select({ id, kind, dueAt, title: incidents.title, code: incidents.code, item: actionItems.title })
    .from(promises)
    .innerJoin(incidents, eq(incidents.id, promises.incidentId))
    .leftJoin(actionItems, eq(actionItems.id, promises.actionItemId))
    .where(and(isNull(promises.settledAt), inArray(kind, ["postmortem", "action"])))
    .orderBy(asc(dueAt), asc(id))
    .limit(listLimit);
  return rows
    .filter((row) => row.dueAt <= ctx.now + aheadMs)
    .map((row) => ({ id: row.id, kind: "promise", title: row.title, what: row.item === null ? `${promiseLabels[row.kind]} promised` : `Action item: ${row.item}`, href: `/admin/incidents/${row.code}#postmortem`, dueAt: row.dueAt, isTheirs: true }));
}

async function listApprovals(ctx: Context): Promise<Duty[]> {
  const rows = await ctx.read
    .select({ id: approvals.id, draftId: drafts.id, content: drafts.content, authorId: drafts.authorId, author: people.name, publishAt: drafts.publishAt })
    .from(approvals)
    .innerJoin(drafts, and(eq(drafts.id, approvals.draftId), eq(drafts.version, approvals.draftVersion)))
    .innerJoin(people, eq(people.id, drafts.authorId))
    .where(and(isNull(approvals.decidedAt), isNull(drafts.publishedAs)))
    .orderBy(asc(approvals.askedAt), asc(approvals.id))
    .limit(listLimit);
  return rows.map((row) => {
    const isTheirs = row.authorId !== personOf(ctx);
    return { id: row.id, kind: "approval", title: row.content.title || "Without a title", what: isTheirs ? `${row.author} asks for your approval` : "Waits for somebody else’s approval", href: `/admin/drafts/${row.draftId}`, dueAt: row.publishAt, isTheirs };
  });
}

async function listReviews(ctx: Context): Promise<Duty[]> {
  const rows = await ctx.read
    .select({ id: postmortems.id, title: incidents.title, code: incidents.code, authorId: postmortems.authorId, author: people.name, reviewedAt: postmortems.reviewedAt })
    .from(postmortems)
    .innerJoin(incidents, eq(incidents.id, postmortems.incidentId))
    .leftJoin(people, eq(people.id, postmortems.authorId))
    .where(sql`${postmortems.state} = 'in_review'`)
    .orderBy(asc(postmortems.reviewAskedAt), asc(postmortems.id))
    .limit(listLimit);
  return rows.map((row) => {
    const isOwn = row.authorId === personOf(ctx);
    const what = row.reviewedAt !== null ? "Post-mortem reviewed, ready to be published" : isOwn ? "Your post-mortem waits for a review" : `${row.author ?? "Somebody"} asks for a review of the post-mortem`;
    return { id: row.id, kind: "review", title: row.title, what, href: `/admin/incidents/${row.code}#postmortem`, dueAt: null, isTheirs: row.reviewedAt !== null ? isOwn : !isOwn };
  });
}

async function listScheduled(ctx: Context): Promise<Duty[]> {
  const rows = await ctx.read
    .select({ id: drafts.id, content: drafts.content, author: people.name, publishAt: drafts.publishAt })
    .from(drafts)
    .innerJoin(people, eq(people.id, drafts.authorId))
    .where(and(isNull(drafts.publishedAs), eq(drafts.isScheduled, true), isNotNull(drafts.publishAt)))
    .orderBy(asc(drafts.publishAt), asc(drafts.id))
    .limit(listLimit);
  const waiting = await ctx.read.select({ draftId: approvals.draftId }).from(approvals).innerJoin(drafts, and(eq(drafts.id, approvals.draftId), eq(drafts.version, approvals.draftVersion))).where(and(isNull(approvals.decidedAt), isNull(drafts.publishedAs))).limit(listLimit);
  return rows
    .filter((row) => !waiting.some((each) => each.draftId === row.id))
    .map((row) => ({ id: row.id, kind: "scheduled", title: row.content.title || "Without a title", what: `${row.author} has it published then`, href: `/admin/drafts/${row.id}`, dueAt: row.publishAt, isTheirs: false }));
}

export interface ApprovalView {
  id: string;
  askedAt: number;
}

/** Whether a draft, as it is now, waits for a second person. */
export async function findOpenApproval(ctx: Context, { draftId, version }: { draftId: string; version: number }): Promise<ApprovalView | null> {
  requirePermission(ctx, "incidents.post");
  const { id, askedAt } = approvals;
  const [row] = await ctx.read.select({ id, askedAt }).from(approvals).where(and(eq(approvals.draftId, draftId), eq(approvals.draftVersion, version), isNull(approvals.decidedAt))).limit(1);
  return row ?? null;
}

function personOf(ctx: Context): string {
  return ctx.actor.kind === "person" ? ctx.actor.personId : "";
}
