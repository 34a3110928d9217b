import { z } from "zod";
import { Body, Comment, Id, Instant, optionalText, text } from "./input.ts";

/** `baseVersion` 0: there is none yet. */
export const SavePostmortem = z.object({ incidentId: Id, baseVersion: z.int().nonnegative(), body: Body });
export type SavePostmortem = z.input<typeof SavePostmortem>;

export const OnPostmortem = z.object({ incidentId: Id, baseVersion: z.int().positive() });
export type OnPostmortem = z.input<typeof OnPostmortem>;

export const ReviewPostmortem = OnPostmortem.extend({ isAccepted: z.boolean(), comment: Comment.min(1, "Say what you think of it, in a word or two.") });
export type ReviewPostmortem = z.input<typeof ReviewPostmortem>;

/** What will be done. `isInternal`: staff only; `customerId`: that customer only; neither: whoever sees the incident. */
export const SaveActionItem = z
  .object({
    incidentId: Id,
    itemId: Id.nullable().default(null),
    baseVersion: z.int().nonnegative().default(0),
    title: z.string().trim().min(1, "Say what will be done.").max(500, "Keep it under 500 characters."),
    owner: z.string().trim().min(1, "Name who does it.").max(120, "Use at most 120 characters."),
    dueAt: Instant.nullable().default(null),
    isInternal: z.boolean().default(false),
    customerId: Id.nullable().default(null),
  })
  .transform((item) => ({ ...item, customerId: item.isInternal ? null : item.customerId }));
export type SaveActionItem = z.input<typeof SaveActionItem>;

export const OnActionItem = z.object({ incidentId: Id, itemId: Id });
export type OnActionItem = z.input<typeof OnActionItem>;
export const TickActionItem = OnActionItem.extend({ isDone: z.boolean() });
export type TickActionItem = z.input<typeof TickActionItem>;

const formVersion = z.coerce.number().int().nonnegative().catch(0);

/** The buttons below a post-mortem's text: keep it, ask for a review, publish it. */
export const PostmortemForm = z
  .object({ id: Id, baseVersion: formVersion, body: text, intent: z.enum(["save", "ask", "publish"]).catch("save") })
  .transform(({ id, ...form }) => ({ incidentId: id, ...form }));

export const ReviewForm = z
  .object({ id: Id, baseVersion: formVersion, decision: z.enum(["accept", "refuse"]).catch("refuse"), comment: text })
  .transform(({ id, baseVersion, decision, comment }) => ({ incidentId: id, baseVersion, isAccepted: decision === "accept", comment }));

/** `audience` is `all`, `staff` or `customer:<id>`; the day counts to its end on the author's clock. */
export const ActionItemForm = z
  .object({ id: Id, item: optionalText, baseVersion: formVersion, title: text, owner: text, dueOn: text, audience: text })
  .transform(({ id, item, audience, ...form }) => ({ incidentId: id, itemId: item, isInternal: audience === "staff", customerId: audience.startsWith("customer:") ? audience.slice("customer:".length) : null, ...form }));
