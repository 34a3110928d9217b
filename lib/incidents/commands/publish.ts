import { eq } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { people } from "#db/schema/access";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { variablesIn } from "#lib/core/variables";
import { SaveDraft } from "../input.ts";
import { nameIncident } from "../queries/for-change.ts";
import { loadMeant } from "../queries/meant.ts";
import { readContent } from "../rules/content.ts";
import { fillPost } from "../rules/variables.ts";
import { accept } from "./accept.ts";
import { type Consent, findConsent, rehearsal } from "./consent.ts";
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
    return look(await publish(tx, ctx, { ...(await getOpenDraft(tx, draftId)), consent: rehearsal }));
  });
}

/** The same for a draft as its author left it, looked at by somebody else. */
// no record: nothing of it stays
export async function rehearseDraft<T>(ctx: Context, { draftId, look }: { draftId: string; look: (posted: Posted) => Promise<T> }): Promise<T> {
  requirePermission(ctx, "incidents.post");
  return takeBack(ctx, async (tx) => look(await publish(tx, ctx, { ...(await getOpenDraft(tx, draftId)), consent: rehearsal })));
}

/** The content goes to the command that it is for; a form's texts are judged by that command's own schema. */
export async function publish(tx: Tx, ctx: Context, draft: DraftRow & { consent?: Consent }): Promise<Posted> {
  const timeZone = await findTimeZone(tx, draft.authorId);
  const post = await fillPlaces(tx, { post: readContent(draft.content, { now: ctx.now, timeZone }), draft, now: ctx.now, timeZone });
  const input = { ...(post as Parameters<typeof openIncident>[1]), consent: draft.consent ?? (await findConsent(tx, draft)) };
  const posted = draft.incidentId === null ? await openIncident(ctx, input) : await postUpdate(ctx, { ...input, isReopening: post.isReopening, incidentId: draft.incidentId, baseVersion: draft.baseVersion });
  await tx.update(drafts).set({ publishedAs: posted.updateId, publishAt: null, incidentId: posted.incidentId }).where(eq(drafts.id, draft.id));
  return posted;
}

type Content = ReturnType<typeof readContent>;

async function fillPlaces(tx: Tx, { post, draft, now, timeZone }: { post: Content; draft: DraftRow; now: number; timeZone: string }): Promise<Content> {
  const texts = [post.title, post.body, ...post.notes.map((note) => note.body), ...post.translations.map((each) => each.body)];
  if (texts.every((text) => variablesIn(text).length === 0)) return post;
  const { startedAt, ...names } = await loadMeant(tx, { incidentId: draft.incidentId, componentIds: post.components.map((each) => each.componentId), customerIds: post.notes.map((note) => note.customerId) });
  const nextUpdateAt = post.state === "resolved" ? null : post.promiseDueAt;
  return { ...post, translations: [], ...fillPost(post, { ...names, now, timeZone, startedAt: startedAt ?? post.occurredAt ?? now, nextUpdateAt }) };
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

export async function findTimeZone(read: ReadDb, personId: string): Promise<string> {
  const [person] = await read.select({ timeZone: people.timeZone }).from(people).where(eq(people.id, personId));
  return person?.timeZone ?? "UTC";
}
