import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { enqueue } from "#lib/platform/outbox";
import { PublishDraft } from "../input.ts";
import { nameIncident } from "../queries/for-change.ts";
import { loadPublishingRules, needsApproval } from "../queries/publishing.ts";
import { readSchedule } from "../rules/content.ts";
import { personOf } from "../rules/person.ts";
import { accept } from "./accept.ts";
import { approveAlone, askApproval } from "./approvals.ts";
import type { Posted } from "./post.ts";
import { findTimeZone, publish, rehearsePublication } from "./publish.ts";
import { getOpenDraft, storeDraft, type DraftRow } from "./save-draft.ts";

/** What a publication waits for: the seconds to undo, the time its author chose, or a second person's word. */
export type Waiting = "undo" | "time" | "approval";
export type Publication = { draftId: string } & ({ isPending: true; waitsFor: Waiting; publishAt: number | null } | ({ isPending: false } & Posted));

/**
 * Publishes what the composer holds: at once, when the time to undo has passed, at the time its author chose, or once a second
 * person has agreed. Until then nothing is visible and nothing leaves.
 */
export async function publishDraft(ctx: Context, input: PublishDraft): Promise<Publication> {
  requirePermission(ctx, "incidents.post");
  const { undoSeconds, emergencyReason, ...wanted } = accept(PublishDraft, input);
  return ctx.write(async (tx) => {
    const scheduledAt = readSchedule(wanted.content, { now: ctx.now, timeZone: await findTimeZone(tx, personOf(ctx)) });
    const isLater = scheduledAt !== null || undoSeconds > 0;
    const needsSecond = await rehearse(tx, ctx, { wanted, isLater });
    const draftId = await storeDraft(tx, ctx, await nameIncident(tx, wanted));
    const draft = await getOpenDraft(tx, draftId);
    if (needsSecond && emergencyReason === null) {
      await askApproval(tx, ctx, { draft, publishAt: scheduledAt });
      return { draftId, isPending: true, waitsFor: "approval", publishAt: scheduledAt };
    }
    if (needsSecond) await approveAlone(tx, ctx, { draft, version: draft.version + (isLater ? 1 : 0), reason: emergencyReason ?? "" });
    if (!isLater) return { draftId, isPending: false, ...(await publish(tx, ctx, draft)) };
    const publishAt = scheduledAt ?? ctx.now + undoSeconds * 1000;
    await awaitTime(tx, ctx, { draft, publishAt, isScheduled: scheduledAt !== null });
    return { draftId, isPending: true, waitsFor: scheduledAt === null ? "undo" : "time", publishAt };
  });
}

// What would be refused when its time comes is refused now, while its author is looking; and only a rehearsal says how bad it would be.
async function rehearse(tx: Tx, ctx: Context, { wanted, isLater }: { wanted: Omit<PublishDraft, "undoSeconds">; isLater: boolean }): Promise<boolean> {
  const { visibilities, impacts } = await loadPublishingRules(tx);
  if (!isLater && visibilities.length + impacts.length === 0) return false;
  return rehearsePublication(ctx, { ...wanted, look: ({ incidentId }) => needsApproval(ctx.read, incidentId) });
}

async function awaitTime(tx: Tx, ctx: Context, { draft, publishAt, isScheduled }: { draft: DraftRow; publishAt: number; isScheduled: boolean }): Promise<void> {
  const version = draft.version + 1;
  await tx.update(drafts).set({ publishAt, isScheduled, version }).where(eq(drafts.id, draft.id));
  await record(tx, ctx, {
    action: isScheduled ? "draft.scheduled" : "draft.publish_requested",
    entityId: draft.id,
    after: { publishAt },
    touches: "nobody",
    event: { kind: "draft.publish_due", payload: { draftId: draft.id, version }, dueAt: publishAt },
  });
}

/** Takes a publication back while nothing has left: in the seconds to undo, or before the time that was chosen. */
export async function undoPublish(ctx: Context, { draftId }: { draftId: string }): Promise<void> {
  requirePermission(ctx, "incidents.post");
  await ctx.write(async (tx) => {
    const draft = await findDraft(tx, draftId);
    if (draft?.publishedAs != null) throw new Failure("conflict", "Too late to undo: it has been published. Edit it, or post a new update.");
    if (!draft) throw new Failure("not_found", "This draft does not exist any more.");
    if (draft.publishAt === null) return;
    await tx.update(drafts).set({ publishAt: null, isScheduled: false, version: draft.version + 1 }).where(eq(drafts.id, draftId));
    await record(tx, ctx, { action: "draft.publish_undone", entityId: draftId, touches: "nobody" });
  });
}

/**
 * Publishes a draft whose time has come, with the author's permissions of now. What cannot be published any more stays a draft
 * that says why. Does nothing for a draft that was undone, changed or published meanwhile.
 */
export async function publishDueDraft(ctx: Context, due: { draftId: string; version: number }): Promise<void> {
  try {
    requirePermission(ctx, "incidents.post");
    await ctx.write(async (tx) => {
      const draft = await findDue(tx, due);
      if (draft) await publish(tx, ctx, draft);
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await keepWithReason(ctx, { ...due, failure: error.fields?.baseVersion ?? [error.sentence, ...Object.values(error.fields ?? {})].join(" ") });
  }
}

async function keepWithReason(ctx: Context, { failure, ...due }: { draftId: string; version: number; failure: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const draft = await findDue(tx, due);
    if (!draft) return;
    const version = due.version + 1;
    await tx.update(drafts).set({ publishAt: null, isScheduled: false, failure, version }).where(eq(drafts.id, due.draftId));
    await record(tx, ctx, { action: "draft.publish_refused", entityId: due.draftId, after: { failure }, touches: "nobody" });
    // Whoever had the seconds to undo is looking; whoever chose a time is not.
    if (draft.isScheduled) await enqueue(tx, { kind: "draft.kept", payload: { draftId: draft.id, version, failure } }, ctx.now);
  });
}

async function findDue(read: ReadDb, due: { draftId: string; version: number }): Promise<DraftRow | null> {
  const draft = await findDraft(read, due.draftId);
  const isDue = draft && draft.publishAt !== null && draft.publishedAs === null && draft.version === due.version;
  return isDue ? draft : null;
}

async function findDraft(read: ReadDb, draftId: string): Promise<DraftRow | undefined> {
  const [draft] = await read.select().from(drafts).where(eq(drafts.id, draftId));
  return draft;
}
