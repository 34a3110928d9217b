import { and, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { ReadDb, Tx } from "#db/open";
import { customers } from "#db/schema/customers";
import { updateComponents, updateNotes, updates, updateTranslations } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { OpenIncident } from "../input.ts";
import type { Visibility } from "../terms.ts";
import { listViewers, refuseUnknown } from "../queries/for-change.ts";
import { makePromise, settlePromises, watchSilence } from "./promises.ts";

/** What was published. */
export interface Posted {
  incidentId: string;
  code: string;
  updateId: string;
  version: number;
}

type Post = Omit<z.output<typeof OpenIncident>, "title" | "visibility" | "customerIds" | "translations"> & Partial<Pick<z.output<typeof OpenIncident>, "translations">>;

interface Proposal extends Post {
  visibility: Visibility;
  customerIds: string[];
  earlierComponentIds: readonly string[];
}

/** Refuses what would not mean what its author thinks: times out of order, readers that are nobody, notes nobody would read. */
export async function refuseImpossible(read: ReadDb, ctx: Context, proposal: Proposal): Promise<void> {
  const { visibility, customerIds, components, notes, promiseDueAt, postmortemDueAt, occurredAt } = proposal;
  if (occurredAt !== null && occurredAt > ctx.now) throw invalid("occurredAt", "This has not happened yet: choose a time that has passed.");
  if (promiseDueAt !== null && promiseDueAt <= ctx.now) throw invalid("promiseAt", "Promise the next update for a time to come.");
  if (postmortemDueAt !== null && postmortemDueAt <= ctx.now) throw invalid("postmortemAt", "Promise the post-mortem for a time to come.");
  if (visibility === "selected" && customerIds.length === 0) throw invalid("customers", "Choose at least one customer, or make it for staff only.");
  const componentIds = [...new Set([...proposal.earlierComponentIds, ...components.map((each) => each.componentId)])];
  await refuseUnknown(read, { componentIds: components.map((each) => each.componentId), customerIds });
  const viewers = await listViewers(read, { visibility, customerIds, componentIds });
  if (visibility === "affected" && viewers.length === 0) throw invalid("visibility", "No customer uses the components chosen here, so nobody would see this. Choose components, or another audience.");
  await refuseUnread(read, notes.filter((note) => !viewers.includes(note.customerId)).map((note) => note.customerId));
}

/** A note for somebody who cannot see the incident would be lost without a word. */
export async function refuseUnread(read: ReadDb, customerIds: string[]): Promise<void> {
  const [first] = customerIds;
  if (!first) return;
  const [customer] = await read.select({ name: customers.name }).from(customers).where(and(inArray(customers.id, customerIds), isNull(customers.archivedAt)));
  throw invalid(`note:${first}`, `${customer?.name ?? "This customer"} cannot see this incident. Include them in its audience, or remove the note.`);
}

export async function insertPost(tx: Tx, ctx: Context, post: Post & { incidentId: string; isQuiet?: boolean }): Promise<string> {
  const updateId = newId("upd", ctx.now);
  await tx.insert(updates).values({
    id: updateId,
    incidentId: post.incidentId,
    state: post.state,
    body: post.body,
    occurredAt: post.occurredAt ?? ctx.now,
    recordedAt: ctx.now,
    authorId: personIdOf(ctx),
    isQuiet: post.isQuiet ?? false,
  });
  if (post.notes.length > 0) await tx.insert(updateNotes).values(post.notes.map((note) => ({ ...note, updateId })));
  const { translations = [] } = post;
  if (translations.length > 0) await tx.insert(updateTranslations).values(translations.map((each) => ({ ...each, updateId, translatedAt: ctx.now, translatedBy: personIdOf(ctx) })));
  if (post.components.length > 0) await tx.insert(updateComponents).values(post.components.map((each) => ({ ...each, updateId })));
  await settlePromises(tx, ctx, { incidentId: post.incidentId, kind: "next_update" });
  await promiseNext(tx, ctx, { ...post, updateId });
  return updateId;
}

function personIdOf({ actor }: Context): string | null {
  return actor.kind === "person" ? actor.personId : null;
}

// A resolved incident promises no next update: there is none to wait for. What it may promise is to say what was learnt.
async function promiseNext(tx: Tx, ctx: Context, post: Post & { incidentId: string; updateId: string; isQuiet?: boolean }): Promise<void> {
  const { incidentId, updateId, state, promiseDueAt, postmortemDueAt, isQuiet = false } = post;
  if (state === "resolved") {
    if (postmortemDueAt !== null) await makePromise(tx, ctx, { incidentId, updateId, kind: "postmortem", dueAt: postmortemDueAt });
    return;
  }
  if (promiseDueAt !== null) await makePromise(tx, ctx, { incidentId, updateId, kind: "next_update", dueAt: promiseDueAt });
  if (!isQuiet) await watchSilence(tx, ctx, { incidentId, updateId, saidAt: ctx.now, askedHours: 0 });
}

function invalid(field: string, sentence: string): Failure {
  return new Failure("invalid", "This cannot be published yet. See the marked fields.", { [field]: sentence });
}
