import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { people } from "#db/schema/access";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure, isFailure } from "#lib/core/failure";
import { PublishDraft } from "../input.ts";
import { readContent } from "../rules/content.ts";
import { accept } from "./accept.ts";
import { getIncidentForChange } from "./load.ts";
import { openIncident } from "./open-incident.ts";
import type { Posted } from "./post.ts";
import { postUpdate } from "./post-update.ts";
import { getOpenDraft, storeDraft, type DraftRow } from "./save-draft.ts";

export type Publication = { draftId: string } & ({ isPending: true; publishAt: number } | ({ isPending: false } & Posted));

/** Publishes what the composer holds: at once, or when the time to undo has passed. Until then nothing is visible and nothing leaves. */
export async function publishDraft(ctx: Context, input: PublishDraft): Promise<Publication> {
  requirePermission(ctx, "incidents.post");
  const { undoSeconds, ...wanted } = accept(PublishDraft, input);
  return ctx.write(async (tx) => {
    const draftId = await storeDraft(tx, ctx, await nameIncident(tx, wanted));
    const draft = await getOpenDraft(tx, draftId);
    if (undoSeconds === 0) return { draftId, isPending: false, ...(await publish(tx, ctx, draft)) };
    await rehearse(ctx, draft);
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
    await ctx.write(async (tx) => {
      const draft = await findDue(tx, due);
      if (draft) await publish(tx, ctx, draft);
    });
  } catch (error) {
    if (!isFailure(error)) throw error;
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

async function publish(tx: Tx, ctx: Context, draft: DraftRow): Promise<Posted> {
  const post = readContent(draft.content, { now: ctx.now, timeZone: await findTimeZone(tx, draft.authorId) });
  // Strings of a form: the commands' own schemas judge them.
  const input = post as Parameters<typeof openIncident>[1];
  const posted = draft.incidentId === null ? await openIncident(ctx, input) : await postUpdate(ctx, { ...input, incidentId: draft.incidentId, baseVersion: draft.baseVersion });
  await tx.update(drafts).set({ publishedAs: posted.updateId, publishAt: null, incidentId: posted.incidentId }).where(eq(drafts.id, draft.id));
  return posted;
}

class Rehearsed extends Error {}

/** Publishes in a savepoint and takes it back, so that a refusal comes to the author now and not when the undo time is over. */
async function rehearse(ctx: Context, draft: DraftRow): Promise<void> {
  try {
    await ctx.write(async (tx) => {
      await publish(tx, ctx, draft);
      throw new Rehearsed("This rehearsal went well; what it wrote is rolled back.");
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

async function nameIncident<T extends { incidentId: string | null }>(read: ReadDb, wanted: T): Promise<T> {
  if (wanted.incidentId === null) return wanted;
  return { ...wanted, incidentId: (await getIncidentForChange(read, wanted.incidentId)).row.id };
}

async function findTimeZone(read: ReadDb, personId: string): Promise<string> {
  const [person] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, personId));
  return person?.timeZone ?? "UTC";
}
