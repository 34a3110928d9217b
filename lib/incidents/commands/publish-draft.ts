import { eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { PublishDraft } from "../input.ts";
import { accept } from "./accept.ts";
import type { Posted } from "./post.ts";
import { nameIncident } from "../queries/for-change.ts";
import { publish, rehearsePublication } from "./publish.ts";
import { getOpenDraft, storeDraft, type DraftRow } from "./save-draft.ts";

export type Publication = { draftId: string } & ({ isPending: true; publishAt: number } | ({ isPending: false } & Posted));

/** Publishes what the composer holds: at once, or when the time to undo has passed. Until then nothing is visible and nothing leaves. */
export async function publishDraft(ctx: Context, input: PublishDraft): Promise<Publication> {
  requirePermission(ctx, "incidents.post");
  const { undoSeconds, ...wanted } = accept(PublishDraft, input);
  return ctx.write(async (tx) => {
    // What would be refused when the time is over is refused now, while its author is looking.
    if (undoSeconds > 0) await rehearsePublication(ctx, { ...wanted, look: async () => undefined });
    const draftId = await storeDraft(tx, ctx, await nameIncident(tx, wanted));
    const draft = await getOpenDraft(tx, draftId);
    if (undoSeconds === 0) return { draftId, isPending: false, ...(await publish(tx, ctx, draft)) };
    const publishAt = ctx.now + undoSeconds * 1000;
    const version = draft.version + 1;
    await tx.update(drafts).set({ publishAt, version }).where(eq(drafts.id, draftId));
    await record(tx, ctx, {
      action: "draft.publish_requested",
      entityId: draftId,
      after: { publishAt },
      touches: "nobody",
      event: { kind: "draft.publish_due", payload: { draftId, version }, dueAt: publishAt },
    });
    return { draftId, isPending: true, publishAt };
  });
}

/** Takes a publication back while nothing has left. */
export async function undoPublish(ctx: Context, { draftId }: { draftId: string }): Promise<void> {
  requirePermission(ctx, "incidents.post");
  await ctx.write(async (tx) => {
    const draft = await findDraft(tx, draftId);
    if (draft?.publishedAs != null) throw new Failure("conflict", "Too late to undo: it has been published. Edit it, or post a new update.");
    if (!draft) throw new Failure("not_found", "This draft does not exist any more.");
    if (draft.publishAt === null) return;
    await tx.update(drafts).set({ publishAt: null, version: draft.version + 1 }).where(eq(drafts.id, draftId));
    await record(tx, ctx, { action: "draft.publish_undone", entityId: draftId, touches: "nobody" });
  });
}

/**
 * Publishes a draft whose time to undo has passed, with the author's permissions of now. What cannot be published any more
 * stays a draft that says why. Does nothing for a draft that was undone, changed or published meanwhile.
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
    if (!(await findDue(tx, due))) return;
    await tx.update(drafts).set({ publishAt: null, failure, version: due.version + 1 }).where(eq(drafts.id, due.draftId));
    await record(tx, ctx, { action: "draft.publish_refused", entityId: due.draftId, after: { failure }, touches: "nobody" });
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
