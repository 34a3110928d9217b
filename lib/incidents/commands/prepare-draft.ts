import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { drafts } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { toLocalDateTime } from "#lib/core/time";
import { type DraftContent, PrepareDraft } from "../input.ts";
import { getIncidentForChange } from "../queries/for-change.ts";
import { findOpenApproval } from "../queries/duties.ts";
import { blankContent, nextContent, readSchedule } from "../rules/content.ts";
import { personOf } from "../rules/person.ts";
import { accept } from "./accept.ts";
import { askApproval } from "./approvals.ts";
import { findTimeZone, rehearseDraft } from "./publish.ts";
import { getOpenDraft, storeDraft, type DraftRow } from "./save-draft.ts";

/** What a program wrote for its person: a draft like any other, that says who prepared it. Whatever was left out is as the incident is now. */
export async function prepareDraft(ctx: Context, input: PrepareDraft & { preparedBy: string }): Promise<{ draftId: string }> {
  requirePermission(ctx, "incidents.post");
  const { preparedBy, ...given } = input;
  const wanted = accept(PrepareDraft, given);
  return ctx.write(async (tx) => {
    const before = wanted.draftId === null ? null : await getOwnDraft(tx, ctx, wanted.draftId);
    const { incidentId, version, content } = await startOf(tx, { wanted, before });
    const timeZone = await findTimeZone(tx, personOf(ctx));
    const draftId = await storeDraft(tx, ctx, { draftId: wanted.draftId, incidentId, baseVersion: version, content: write(content, wanted, timeZone) });
    await tx.update(drafts).set({ preparedBy }).where(eq(drafts.id, draftId));
    await record(tx, ctx, { action: "draft.prepared", entityId: draftId, after: { incidentId, preparedBy, title: wanted.title ?? content.title }, touches: "nobody" });
    return { draftId };
  });
}

/** Asks the team for a person's word on a draft, whatever the portal's rules: for what a program prepared. What could not be published is refused at once. */
export async function askToPublish(ctx: Context, { draftId }: { draftId: string }): Promise<{ publishAt: number | null }> {
  requirePermission(ctx, "incidents.post");
  // no record: askApproval records
  return ctx.write(async (tx) => {
    const draft = await getOwnDraft(tx, ctx, draftId);
    if (await findOpenApproval(ctx, { draftId, version: draft.version })) throw new Failure("conflict", "This draft waits for approval already.");
    await rehearseDraft(ctx, { draftId, look: async () => null });
    const publishAt = readSchedule(draft.content, { now: ctx.now, timeZone: await findTimeZone(tx, draft.authorId) });
    await askApproval(tx, ctx, { draft, publishAt });
    return { publishAt };
  });
}

async function getOwnDraft(tx: Tx, ctx: Context, draftId: string): Promise<DraftRow> {
  const draft = await getOpenDraft(tx, draftId);
  if (draft.authorId !== personOf(ctx)) throw new Failure("not_found", "This draft does not exist any more: it was published or discarded.");
  return draft;
}

type Wanted = ReturnType<typeof PrepareDraft.parse>;

async function startOf(tx: Tx, { wanted, before }: { wanted: Wanted; before: DraftRow | null }): Promise<{ incidentId: string | null; version: number; content: DraftContent }> {
  const key = before ? before.incidentId : wanted.incidentId;
  if (key === null) return { incidentId: null, version: 0, content: before?.content ?? { ...blankContent, promise: "" } };
  const { row, reach } = await getIncidentForChange(tx, key);
  const content = before?.content ?? { ...nextContent({ ...row, customerIds: [...reach.customerIds] }), promise: "" };
  return { incidentId: row.id, version: row.version, content };
}

// Times are kept as they would be typed on the author's clock.
function write(before: DraftContent, wanted: Wanted, timeZone: string): DraftContent {
  const { title, state, visibility, customerIds, body, notes, components, promiseDueAt, occurredAt, publishAt } = wanted;
  const typed = (at: number | null) => (at === null ? "" : toLocalDateTime(at, timeZone));
  return {
    ...before,
    ...(title === undefined ? {} : { title }),
    ...(state === undefined ? {} : { state }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(customerIds === undefined ? {} : { customers: customerIds }),
    ...(body === undefined ? {} : { body }),
    ...(notes === undefined ? {} : { notes: Object.fromEntries(notes.map((note) => [note.customerId, note.body])) }),
    ...(components === undefined ? {} : { components: Object.fromEntries(components.map((each) => [each.componentId, each.state])) }),
    ...(promiseDueAt === undefined ? {} : { promise: promiseDueAt === null ? "" : "at", promiseAt: typed(promiseDueAt) }),
    ...(occurredAt === undefined ? {} : { occurredAt: typed(occurredAt) }),
    ...(publishAt === undefined ? {} : { scheduledFor: typed(publishAt) }),
  };
}
