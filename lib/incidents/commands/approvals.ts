import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { approvals, drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { enqueue } from "#lib/platform/outbox";
import { DecideApproval } from "../input.ts";
import { personOf } from "../rules/person.ts";
import { accept } from "./accept.ts";
import { getOpenDraft, type DraftRow } from "./save-draft.ts";

/** Asks a second person for their word on a draft, to be published at once then or at its time. */
export async function askApproval(tx: Tx, ctx: Context, { draft, publishAt }: { draft: DraftRow; publishAt: number | null }): Promise<void> {
  const version = draft.version + 1;
  const approvalId = newId("apr", ctx.now);
  await tx.update(drafts).set({ publishAt, isScheduled: publishAt !== null, version }).where(eq(drafts.id, draft.id));
  await tx.insert(approvals).values({ id: approvalId, draftId: draft.id, draftVersion: version, askedBy: personOf(ctx), askedAt: ctx.now });
  await record(tx, ctx, { action: "draft.approval_asked", entityId: draft.id, after: { approvalId, publishAt }, touches: "nobody", event: { kind: "draft.approval_asked", payload: { approvalId } } });
  if (publishAt !== null) await enqueue(tx, { kind: "draft.publish_due", payload: { draftId: draft.id, version }, dueAt: publishAt }, ctx.now);
}

/** In an emergency an admin publishes alone. Why is kept for good. */
export async function approveAlone(tx: Tx, ctx: Context, { draft, version, reason }: { draft: DraftRow; version: number; reason: string }): Promise<void> {
  requirePermission(ctx, "portal.manage");
  if (reason.length < 3) throw new Failure("invalid", "Say why nobody else can look at this first.", { emergencyReason: "Say why: it is kept with the post." });
  const by = personOf(ctx);
  await tx.insert(approvals).values({ id: newId("apr", ctx.now), draftId: draft.id, draftVersion: version, askedBy: by, askedAt: ctx.now, decidedBy: by, decidedAt: ctx.now, isApproved: true, comment: reason });
  await record(tx, ctx, { action: "draft.published_in_emergency", entityId: draft.id, after: { reason, title: draft.content.title }, touches: "nobody" });
}

/** A second person's word. It holds for what they saw and nothing else; agreed, it is published as its author, at once or at its time. */
export async function decideApproval(ctx: Context, input: DecideApproval): Promise<{ publishAt: number | null; isApproved: boolean }> {
  requirePermission(ctx, "incidents.post");
  if (ctx.actor.kind === "person" && ctx.actor.key) throw new Failure("forbidden", "A person decides this, in the console.");
  const { draftId, draftVersion, isApproved, comment } = accept(DecideApproval, input);
  return ctx.write(async (tx) => {
    const draft = await getOpenDraft(tx, draftId);
    const decidedBy = personOf(ctx);
    if (draft.authorId === decidedBy) throw new Failure("forbidden", "Somebody other than its author has to approve this.");
    const [asked] = await tx.select({ id: approvals.id }).from(approvals).where(and(eq(approvals.draftId, draftId), eq(approvals.draftVersion, draft.version), isNull(approvals.decidedAt))).orderBy(desc(approvals.askedAt)).limit(1);
    if (!asked || draft.version !== draftVersion) throw new Failure("conflict", "This is not waiting for approval any more: it was changed, taken back or decided meanwhile. Look at it again.");
    await tx.update(approvals).set({ decidedBy, decidedAt: ctx.now, isApproved, comment }).where(eq(approvals.id, asked.id));
    const publishAt = await (isApproved ? letGo(tx, ctx, draft) : sendBack(tx, { draft, comment }));
    await record(tx, ctx, { action: isApproved ? "draft.approved" : "draft.refused", entityId: draftId, after: { comment, draftVersion }, touches: "nobody", event: { kind: "draft.approval_decided", payload: { approvalId: asked.id } } });
    return { publishAt, isApproved };
  });
}

// As its author, by the worker: what stands in the way then keeps it with the reason.
async function letGo(tx: Tx, ctx: Context, draft: DraftRow): Promise<number> {
  if (draft.publishAt !== null) return draft.publishAt;
  await tx.update(drafts).set({ publishAt: ctx.now, isScheduled: true }).where(eq(drafts.id, draft.id));
  await enqueue(tx, { kind: "draft.publish_due", payload: { draftId: draft.id, version: draft.version } }, ctx.now);
  return ctx.now;
}

async function sendBack(tx: Tx, { draft, comment }: { draft: DraftRow; comment: string }): Promise<null> {
  await tx.update(drafts).set({ publishAt: null, isScheduled: false, version: draft.version + 1, failure: `Not approved: ${comment}` }).where(eq(drafts.id, draft.id));
  return null;
}
