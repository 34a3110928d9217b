import { z } from "zod";
import type { Context } from "#lib/access/context";
import { discardDraft } from "#lib/incidents/commands/save-draft";
import { askToPublish, prepareDraft } from "#lib/incidents/commands/prepare-draft";
import { bodyLimit, titleLimit } from "#lib/incidents/input";
import { type DraftView, getDraft, listDrafts } from "#lib/incidents/queries/drafts";
import { findOpenApproval } from "#lib/incidents/queries/duties";
import { incidentStates, visibilities } from "#lib/incidents/terms";
import { componentStates } from "#lib/catalog/terms";
import { Failure } from "#lib/core/failure";
import { operation } from "../operation.ts";
import { Id, Instant, iso, isoOrNull, Listed, Nothing, pageOf, toPageAnswer, When } from "./fields.ts";

const DraftFields = z.strictObject({
  title: z.string().max(titleLimit).optional(),
  state: z.enum(incidentStates).optional(),
  visibility: z.enum(visibilities).optional(),
  customerIds: z.array(Id).max(1_000).optional(),
  body: z.string().max(bodyLimit).optional(),
  notes: z.array(z.strictObject({ customerId: Id, body: z.string().min(1).max(bodyLimit) })).max(1_000).optional(),
  components: z.array(z.strictObject({ componentId: Id, state: z.enum(componentStates) })).max(1_000).optional(),
  promiseDueAt: When.nullable().optional(),
  occurredAt: When.nullable().optional(),
  publishAt: When.nullable().optional().describe("When it shall be published once somebody has approved it; null: at once then. To the minute."),
});

export const NewDraftFields = DraftFields.extend({ incidentId: Id.optional().describe("Id or code of the incident it goes on with; left out, it opens one.") });

const words = { id: z.string(), incidentId: z.string().nullable().describe("Null for a draft that opens an incident."), title: z.string(), state: z.string(), visibility: z.string(), body: z.string(), author: z.string(), preparedBy: z.string().nullable().describe("The program that wrote it."), publishAt: Instant.nullable(), publishedAs: z.string().nullable().describe("The update it became."), failure: z.string().nullable().describe("Why it was not published."), updatedAt: Instant, page: z.string().describe("Where a person decides on it in the console.") };
const DraftSummary = z.object(words).meta({ id: "DraftSummary" });
const Draft = z.object({ ...words, waitsForApproval: z.boolean() }).meta({ id: "Draft" });
const parts = { group: "Incidents", scope: "incidents:write" } as const;

function toSummary({ id, incidentId, content, authorName, preparedBy, publishAt, publishedAs, failure, updatedAt }: DraftView): z.input<typeof DraftSummary> {
  const { title, state, visibility, body } = content;
  return { id, incidentId, title, state, visibility, body, author: authorName, preparedBy, publishAt: isoOrNull(publishAt), publishedAs, failure, updatedAt: iso(updatedAt), page: `/admin/drafts/${id}` };
}

async function readDraft(ctx: Context, draftId: string): Promise<z.input<typeof Draft>> {
  const draft = await getDraft(ctx, { draftId });
  const approval = await findOpenApproval(ctx, { draftId, version: draft.version });
  return { ...toSummary(draft), waitsForApproval: approval !== null };
}

export const draftOperations = [
  operation({
    ...parts,
    id: "drafts.list",
    method: "GET",
    path: "/drafts",
    summary: "List drafts, last touched first",
    about: "Everybody's that are not published yet.",
    input: Listed,
    answer: pageOf(DraftSummary),
    run: async (ctx, { cursor }) => {
      const { rows, next } = await listDrafts(ctx, { cursor });
      return toPageAnswer(rows.map(toSummary), next);
    },
  }),
  operation({ ...parts, id: "drafts.get", method: "GET", path: "/drafts/{id}", summary: "Read a draft", input: Nothing, answer: Draft, run: async (ctx, { id }) => readDraft(ctx, id) }),
  operation({
    ...parts,
    id: "drafts.create",
    method: "POST",
    path: "/drafts",
    summary: "Prepare a draft",
    about: "Nobody but staff sees it. What is left out is as the incident is now.",
    input: NewDraftFields,
    answer: Draft,
    status: 201,
    run: async (ctx, { incidentId = null, ...fields }) => readDraft(ctx, (await prepareDraft(ctx, { ...given(fields), incidentId, preparedBy: preparer(ctx) })).draftId),
  }),
  operation({
    ...parts,
    id: "drafts.save",
    method: "POST",
    path: "/drafts/{id}",
    summary: "Change a draft",
    about: "What is left out stays. One that waited for approval waits no longer.",
    input: DraftFields,
    answer: Draft,
    run: async (ctx, { id, ...fields }) => readDraft(ctx, (await prepareDraft(ctx, { ...given(fields), draftId: id, preparedBy: preparer(ctx) })).draftId),
  }),
  operation({
    ...parts,
    id: "drafts.ask_approval",
    method: "POST",
    path: "/drafts/{id}/request-approval",
    summary: "Ask a person to publish a draft",
    about: "Everybody who may post is mailed; one of them looks at it in the console and agrees, or says what should be different. Nothing is published before that.",
    input: Nothing,
    answer: Draft,
    run: async (ctx, { id }) => {
      await askToPublish(ctx, { draftId: id });
      return readDraft(ctx, id);
    },
  }),
  operation({
    ...parts,
    id: "drafts.discard",
    method: "POST",
    path: "/drafts/{id}/discard",
    summary: "Discard a draft",
    input: Nothing,
    answer: z.object({ id: z.string(), isDiscarded: z.literal(true) }).meta({ id: "DiscardedDraft" }),
    run: async (ctx, { id }) => {
      await discardDraft(ctx, { draftId: id });
      return { id, isDiscarded: true as const };
    },
  }),
];

// What was not sent must not be there at all: it would be taken for what was cleared.
function given<T extends object>(fields: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Name in keyof T]: Exclude<T[Name], undefined> };
}

function preparer({ actor }: Context): string {
  if (actor.kind !== "person" || !actor.key) throw new Failure("forbidden", "A program prepares drafts here; a person writes in the composer.");
  return actor.key.name;
}
