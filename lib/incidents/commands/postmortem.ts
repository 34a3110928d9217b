import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { actionItems, incidents, postmortems, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { OnPostmortem, ReviewPostmortem, SavePostmortem } from "../postmortem-input.ts";
import { getIncidentForChange, type LoadedIncident } from "../queries/for-change.ts";
import { findPostmortem, hasWritten, postmortemSaved, type PostmortemRow } from "../queries/postmortem.ts";
import { loadPublishingRules } from "../queries/publishing.ts";
import { isReviewNeeded } from "../rules/approval.ts";
import { personOf } from "../rules/person.ts";
import { accept } from "./accept.ts";
import { makeFindable } from "./findable.ts";
import type { Posted } from "./post.ts";
import { makePromise, settlePromises } from "./promises.ts";
import { touchedBy } from "./reach.ts";

const staffOnly = [{ kind: "staff" }] as const;

/** Keeps a post-mortem's words. Changed words have not been read by anybody: an earlier review does not hold for them. */
export async function savePostmortem(ctx: Context, input: SavePostmortem): Promise<void> {
  requirePermission(ctx, "incidents.post");
  const { incidentId, baseVersion, body } = accept(SavePostmortem, input);
  await ctx.write(async (tx) => {
    const { row } = await getIncidentForChange(tx, incidentId);
    const before = await findPostmortem(tx, row.id);
    if ((before?.version ?? 0) !== baseVersion) throw new Failure("conflict", "Somebody else saved this post-mortem while you were writing. Nothing you typed is lost: compare it with theirs.", { baseVersion: "Saved meanwhile." });
    if (before?.state === "published") throw new Failure("conflict", "It is published. Edit its words on the timeline: what it said stays readable.");
    if (before?.body === body) return;
    const words = { body, state: "draft", reviewAskedAt: null, reviewedAt: null, reviewedBy: null, reviewComment: "", updatedAt: ctx.now } as const;
    const id = before?.id ?? newId("pom", ctx.now);
    if (before) await tx.update(postmortems).set({ ...words, version: before.version + 1 }).where(eq(postmortems.id, id));
    else await tx.insert(postmortems).values({ id, incidentId: row.id, authorId: personOf(ctx), createdAt: ctx.now, ...words });
    await record(tx, ctx, { action: postmortemSaved, entityId: id, after: { incidentId: row.id, body }, touches: staffOnly });
  });
}

/** Asks a second person to read it. */
export async function askReview(ctx: Context, input: OnPostmortem): Promise<void> {
  requirePermission(ctx, "incidents.post");
  const wanted = accept(OnPostmortem, input);
  await ctx.write(async (tx) => {
    const { postmortem } = await load(tx, wanted);
    if (postmortem.state === "in_review") return;
    await tx.update(postmortems).set({ state: "in_review", reviewAskedAt: ctx.now, reviewedAt: null, reviewedBy: null, reviewComment: "", version: postmortem.version + 1 }).where(eq(postmortems.id, postmortem.id));
    await record(tx, ctx, { action: "incident.postmortem_review_asked", entityId: postmortem.id, touches: staffOnly, event: { kind: "postmortem.review_asked", payload: { postmortemId: postmortem.id, version: postmortem.version + 1, askedBy: personOf(ctx) } } });
  });
}

/** A second person's word: it may be published, or this should be different. */
export async function reviewPostmortem(ctx: Context, input: ReviewPostmortem): Promise<void> {
  requirePermission(ctx, "incidents.post");
  const { isAccepted, comment, ...wanted } = accept(ReviewPostmortem, input);
  await ctx.write(async (tx) => {
    const { postmortem } = await load(tx, wanted);
    const reviewedBy = personOf(ctx);
    if (postmortem.state !== "in_review") throw new Failure("conflict", "Nobody has asked for a review of this. Look at it again.");
    if (await hasWritten(tx, { postmortemId: postmortem.id, personId: reviewedBy })) throw new Failure("forbidden", "Somebody who did not write it has to review this.");
    await tx.update(postmortems).set({ state: isAccepted ? "in_review" : "draft", reviewedAt: isAccepted ? ctx.now : null, reviewedBy, reviewComment: comment, version: postmortem.version + 1 }).where(eq(postmortems.id, postmortem.id));
    await record(tx, ctx, { action: "incident.postmortem_reviewed", entityId: postmortem.id, after: { isAccepted, comment }, touches: staffOnly, event: { kind: "postmortem.reviewed", payload: { postmortemId: postmortem.id, version: postmortem.version + 1, isAccepted } } });
  });
}

/** Publishes it as an update of the timeline, for whoever sees the incident. Nothing else of the incident changes. */
export async function publishPostmortem(ctx: Context, input: OnPostmortem): Promise<Posted> {
  requirePermission(ctx, "incidents.post");
  const wanted = accept(OnPostmortem, input);
  return ctx.write(async (tx) => {
    const { row, reach, postmortem } = await load(tx, wanted);
    if (row.state !== "resolved") throw new Failure("conflict", "Resolve the incident first: a post-mortem looks back at it.");
    if (postmortem.reviewedAt === null && isReviewNeeded(await loadPublishingRules(tx), row)) throw new Failure("conflict", "A second person has to read it first. Ask for a review.");
    const updateId = newId("upd", ctx.now);
    await tx.insert(updates).values({ id: updateId, incidentId: row.id, kind: "postmortem", state: row.state, body: postmortem.body, occurredAt: ctx.now, recordedAt: ctx.now, authorId: personOf(ctx) });
    await tx.update(postmortems).set({ state: "published", publishedAs: updateId, version: postmortem.version + 1, updatedAt: ctx.now }).where(eq(postmortems.id, postmortem.id));
    const version = row.version + 1;
    await tx.update(incidents).set({ version }).where(eq(incidents.id, row.id));
    await settlePromises(tx, ctx, { incidentId: row.id, kind: "postmortem" });
    await promiseActions(tx, ctx, { incidentId: row.id, updateId });
    await makeFindable(tx, [row.id]);
    await record(tx, ctx, {
      action: "incident.postmortem_published",
      entityId: row.id,
      after: { updateId, body: postmortem.body },
      touches: await touchedBy(tx, [reach]),
      event: { kind: "incident.update_posted", payload: { incidentId: row.id, updateId } },
    });
    return { incidentId: row.id, code: row.code, updateId, version };
  });
}

// What will be done by a day is a promise from the moment readers see it.
async function promiseActions(tx: Tx, ctx: Context, { incidentId, updateId }: { incidentId: string; updateId: string }): Promise<void> {
  const open = await tx.select({ id: actionItems.id, dueAt: actionItems.dueAt }).from(actionItems).where(and(eq(actionItems.incidentId, incidentId), isNull(actionItems.doneAt), isNotNull(actionItems.dueAt)));
  for (const { id, dueAt } of open) if (dueAt !== null) await makePromise(tx, ctx, { incidentId, updateId, kind: "action", dueAt, actionItemId: id });
}

async function load(tx: Tx, { incidentId, baseVersion }: { incidentId: string; baseVersion: number }): Promise<LoadedIncident & { postmortem: PostmortemRow }> {
  const incident = await getIncidentForChange(tx, incidentId);
  const postmortem = await findPostmortem(tx, incident.row.id);
  if (!postmortem) throw new Failure("not_found", "There is no post-mortem of this incident yet.");
  if (postmortem.state === "published") throw new Failure("conflict", "It is published already.");
  if (postmortem.version !== baseVersion) throw new Failure("conflict", "Somebody changed this post-mortem meanwhile. Read it again.", { baseVersion: "Changed meanwhile." });
  return { ...incident, postmortem };
}
