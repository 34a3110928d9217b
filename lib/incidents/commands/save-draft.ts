import { and, eq, isNull } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { SaveDraft, type DraftContent } from "../input.ts";
import { nameIncident } from "../queries/for-change.ts";
import { personOf } from "../rules/person.ts";
import { accept } from "./accept.ts";

export type DraftRow = typeof drafts.$inferSelect;

/** Keeps what was typed. Another person's draft is never overwritten: saving it makes one's own. */
// no record: nobody but staff sees a draft, and an automatic save every few seconds is not news
export async function saveDraft(ctx: Context, input: SaveDraft): Promise<{ draftId: string }> {
  requirePermission(ctx, "incidents.post");
  const wanted = accept(SaveDraft, input);
  return ctx.write(async (tx) => ({ draftId: await storeDraft(tx, ctx, await nameIncident(tx, wanted)) }));
}

export async function discardDraft(ctx: Context, { draftId }: { draftId: string }): Promise<void> {
  requirePermission(ctx, "incidents.post");
  await ctx.write(async (tx) => {
    const draft = await getOpenDraft(tx, draftId);
    if (draft.publishAt !== null && !draft.isScheduled) throw new Failure("conflict", "This is about to be published. Undo that first, then discard it.");
    await tx.delete(drafts).where(eq(drafts.id, draft.id));
    await record(tx, ctx, { action: "draft.discarded", entityId: draft.id, before: draft.content, touches: "nobody" });
  });
}

/** Inserts the draft, or replaces the content of the author's own; not while it is being published. One that waits for its time waits no longer. */
export async function storeDraft(tx: Tx, ctx: Context, wanted: { draftId: string | null; incidentId: string | null; baseVersion: number; content: DraftContent }): Promise<string> {
  const authorId = personOf(ctx);
  const own = wanted.draftId === null ? undefined : await findOwnDraft(tx, { id: wanted.draftId, authorId });
  if (own?.publishAt != null && !own.isScheduled) throw new Failure("conflict", "This draft is about to be published. Undo that first, then change it.");
  const stored = { content: wanted.content, baseVersion: wanted.baseVersion, failure: null, publishAt: null, isScheduled: false, updatedAt: ctx.now };
  if (own) {
    await tx.update(drafts).set({ ...stored, version: own.version + 1 }).where(eq(drafts.id, own.id));
    return own.id;
  }
  const id = newId("drf", ctx.now);
  await tx.insert(drafts).values({ id, incidentId: wanted.incidentId, authorId, createdAt: ctx.now, ...stored });
  return id;
}

/** A draft that is not published yet. */
export async function getOpenDraft(read: ReadDb, draftId: string): Promise<DraftRow> {
  const [draft] = await read.select().from(drafts).where(and(eq(drafts.id, draftId), isNull(drafts.publishedAs)));
  if (!draft) throw new Failure("not_found", "This draft does not exist any more: it was published or discarded.");
  return draft;
}

async function findOwnDraft(read: ReadDb, { id, authorId }: { id: string; authorId: string }): Promise<DraftRow | undefined> {
  const [draft] = await read.select().from(drafts).where(and(eq(drafts.id, id), eq(drafts.authorId, authorId), isNull(drafts.publishedAs)));
  return draft;
}
