import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { people } from "#db/schema/access";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { SaveDraft } from "../input.ts";
import { readContent } from "../rules/content.ts";
import { accept } from "./accept.ts";
import { nameIncident } from "../queries/for-change.ts";
import { openIncident } from "./open-incident.ts";
import type { Posted } from "./post.ts";
import { postUpdate } from "./post-update.ts";
import { getOpenDraft, storeDraft, type DraftRow } from "./save-draft.ts";

class Rehearsed extends Error {}

/**
 * What readers would get if this were published now: publishes it in a transaction, lets `look` read what is then there,
 * and takes everything back. So a preview is made by the very queries that make the page, and cannot disagree with it.
 */
// no record: nothing of it stays
export async function rehearsePublication<T>(ctx: Context, input: SaveDraft & { look: (posted: Posted) => Promise<T> }): Promise<T> {
  requirePermission(ctx, "incidents.post");
  const { look, ...wanted } = input;
  const content = accept(SaveDraft, wanted);
  return takeBack(ctx, async (tx) => {
    const draftId = await storeDraft(tx, ctx, { ...(await nameIncident(tx, content)), draftId: null });
    return look(await publish(tx, ctx, await getOpenDraft(tx, draftId)));
  });
}

/** The content goes to the command that it is for; a form's texts are judged by that command's own schema. */
export async function publish(tx: Tx, ctx: Context, draft: DraftRow): Promise<Posted> {
  const post = readContent(draft.content, { now: ctx.now, timeZone: await findTimeZone(tx, draft.authorId) });
  const input = post as Parameters<typeof openIncident>[1];
  const posted = draft.incidentId === null ? await openIncident(ctx, input) : await postUpdate(ctx, { ...input, isReopening: post.isReopening, incidentId: draft.incidentId, baseVersion: draft.baseVersion });
  await tx.update(drafts).set({ publishedAs: posted.updateId, publishAt: null, incidentId: posted.incidentId }).where(eq(drafts.id, draft.id));
  return posted;
}

async function takeBack<T>(ctx: Context, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const seen: T[] = [];
  try {
    await ctx.write(async (tx) => {
      seen[0] = await fn(tx);
      throw new Rehearsed("This rehearsal went well; what it wrote is rolled back.");
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  return seen[0] as T;
}

async function findTimeZone(read: ReadDb, personId: string): Promise<string> {
  const [person] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, personId));
  return person?.timeZone ?? "UTC";
}
