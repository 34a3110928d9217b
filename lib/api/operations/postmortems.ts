import { z } from "zod";
import type { Context } from "#lib/access/context";
import { removeActionItem, saveActionItem, tickActionItem } from "#lib/incidents/commands/action-items";
import { askReview, publishPostmortem, savePostmortem } from "#lib/incidents/commands/postmortem";
import { bodyLimit } from "#lib/incidents/input";
import { getPostmortemWork, type PostmortemDraft, type StaffActionItem } from "#lib/incidents/queries/postmortem";
import { postmortemStates } from "#lib/incidents/terms";
import { operation } from "../operation.ts";
import { Id, Instant, isoOrNull, Nothing, Version, When } from "./fields.ts";
import { PostedAnswer, toPosted } from "./incidents.ts";

const ItemFields = z.strictObject({
  title: z.string().min(1, "Say what will be done.").max(500),
  owner: z.string().min(1, "Name who does it.").max(120),
  dueAt: When.nullable().default(null).describe("A promise from the moment readers see it."),
  isInternal: z.boolean().default(false).describe("For staff only."),
  customerId: Id.nullable().default(null).describe("The one customer that reads it; null: whoever sees the incident."),
});

const Draft = z.object({
  body: z.string(),
  state: z.enum(postmortemStates),
  version: z.int(),
  author: z.string().nullable(),
  reviewAskedAt: Instant.nullable(),
  reviewedAt: Instant.nullable().describe("When a second person agreed to it."),
  reviewer: z.string().nullable(),
  reviewComment: z.string(),
  publishedAs: z.string().nullable().describe("The update it became."),
});

const Item = z.object({ id: z.string(), title: z.string(), owner: z.string(), dueAt: Instant.nullable(), doneAt: Instant.nullable(), isInternal: z.boolean(), customerId: z.string().nullable(), version: z.int() });

const Postmortem = z.object({
  draft: Draft.nullable().describe("Null where nobody has begun to write."),
  isReviewNeeded: z.boolean().describe("Whether the portal's rules want a second person to read it first."),
  dueAt: Instant.nullable().describe("When it was promised for, while that promise is open."),
  actionItems: z.array(Item),
}).meta({ id: "Postmortem" });

const writing = { group: "Incidents", scope: "incidents:write", method: "POST" } as const;

function toDraft({ body, state, version, authorName, reviewAskedAt, reviewedAt, reviewerName, reviewComment, publishedAs }: PostmortemDraft): z.input<typeof Draft> {
  return { body, state, version, author: authorName, reviewAskedAt: isoOrNull(reviewAskedAt), reviewedAt: isoOrNull(reviewedAt), reviewer: reviewerName, reviewComment, publishedAs };
}

function toItem({ id, title, owner, dueAt, doneAt, isInternal, customerId, version }: StaffActionItem): z.input<typeof Item> {
  return { id, title, owner, dueAt: isoOrNull(dueAt), doneAt: isoOrNull(doneAt), isInternal, customerId, version };
}

async function readPostmortem(ctx: Context, incidentId: string): Promise<z.input<typeof Postmortem>> {
  const { draft, isReviewNeeded, dueAt, actionItems } = await getPostmortemWork(ctx, { incidentId });
  return { draft: draft && toDraft(draft), isReviewNeeded, dueAt: isoOrNull(dueAt), actionItems: actionItems.map(toItem) };
}

export const postmortemOperations = [
  operation({ ...writing, method: "GET", scope: "incidents:read", id: "postmortems.get", path: "/incidents/{id}/postmortem", summary: "Read an incident's post-mortem", about: "The draft, who has read it, and what will be done.", input: Nothing, answer: Postmortem, run: async (ctx, { id }) => readPostmortem(ctx, id) }),
  operation({
    ...writing,
    id: "postmortems.save",
    path: "/incidents/{id}/postmortem",
    summary: "Keep a post-mortem's words",
    about: "Changed words have to be reviewed anew. Once it is published, edit the update it became.",
    input: z.strictObject({ baseVersion: z.int().min(0).describe("Of the draft; 0 where there is none yet. Where it is another by now, the answer is 409 and nothing is written."), body: z.string().min(1, "Write what readers should know.").max(bodyLimit) }),
    answer: Postmortem,
    run: async (ctx, { id, ...words }) => {
      await savePostmortem(ctx, { incidentId: id, ...words });
      return readPostmortem(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "postmortems.ask_review",
    path: "/incidents/{id}/postmortem/request-review",
    summary: "Ask a second person to read a post-mortem",
    about: "Everybody who may post is mailed. One of them who wrote none of it agrees in the console, or says what should be different; a program cannot.",
    input: z.strictObject({ baseVersion: Version }),
    answer: Postmortem,
    run: async (ctx, { id, baseVersion }) => {
      await askReview(ctx, { incidentId: id, baseVersion });
      return readPostmortem(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "postmortems.publish",
    path: "/incidents/{id}/postmortem/publish",
    summary: "Publish a post-mortem",
    about: "As an update of the timeline, with its action items, for whoever sees the incident. 409 while the incident is open, or while the portal's rules want a review that nobody gave.",
    input: z.strictObject({ baseVersion: Version }),
    answer: PostedAnswer,
    run: async (ctx, { id, baseVersion }) => toPosted(await publishPostmortem(ctx, { incidentId: id, baseVersion })),
  }),
  operation({
    ...writing,
    id: "action_items.add",
    path: "/incidents/{id}/action-items",
    summary: "Write down what will be done",
    input: ItemFields,
    answer: Postmortem,
    status: 201,
    run: async (ctx, { id, ...item }) => {
      await saveActionItem(ctx, { incidentId: id, ...item });
      return readPostmortem(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "action_items.save",
    path: "/incidents/{id}/action-items/{item}",
    summary: "Change an action item",
    about: "Whole: what is left out has its default. A later day is a new promise; one that is past stays missed.",
    input: ItemFields.extend({ baseVersion: Version }),
    answer: Postmortem,
    run: async (ctx, { id, item, ...fields }) => {
      await saveActionItem(ctx, { incidentId: id, itemId: item, ...fields });
      return readPostmortem(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "action_items.tick",
    path: "/incidents/{id}/action-items/{item}/tick",
    summary: "Say whether an action item is done",
    input: z.strictObject({ isDone: z.boolean() }),
    answer: Postmortem,
    run: async (ctx, { id, item, isDone }) => {
      await tickActionItem(ctx, { incidentId: id, itemId: item, isDone });
      return readPostmortem(ctx, id);
    },
  }),
  operation({
    ...writing,
    id: "action_items.remove",
    path: "/incidents/{id}/action-items/{item}/remove",
    summary: "Remove an action item",
    about: "While no reader has seen it.",
    input: Nothing,
    answer: Postmortem,
    run: async (ctx, { id, item }) => {
      await removeActionItem(ctx, { incidentId: id, itemId: item });
      return readPostmortem(ctx, id);
    },
  }),
];
