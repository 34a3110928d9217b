import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { enqueue } from "#lib/platform/outbox";
import type { LeaveList } from "../input.ts";
import { readAsSubscriber, requireFreshLink, type SubscriberByLink } from "../queries/subscriber.ts";
import { changeByLink, stopSubscriber } from "./by-link.ts";

/**
 * Stops everything at once; asked twice it changes nothing more (RFC 8058 senders repeat). A mailbox that several people read is
 * asked by a mail of its own first: one of them must not end it for all.
 */
// no requirePermission: the signed link in the mail is the proof
// no record: changeByLink records it
export async function unsubscribe(ctx: Context, input: { token: string }): Promise<void> {
  const { subscriber } = await readAsSubscriber(ctx, { purpose: "unsubscribe", token: input.token });
  const action = subscriber.isShared ? "subscription.stop_asked" : "subscription.stopped";
  await changeByLink(ctx, { purpose: "unsubscribe", token: input.token, action }, (tx, found) => (found.isShared ? askList(tx, ctx, found) : stopSubscriber(tx, ctx, found)));
}

/**
 * One reader of a shared mailbox wants no more mails. Who names the mailbox itself makes it be asked; who names another address is told
 * how lists are left, and that address' own mails on this page, if it gets any, end. Answers only which of the two it was.
 */
// no requirePermission: the signed link in the mail is the proof
export async function leaveList(ctx: Context, { token, email }: LeaveList): Promise<"list" | "person"> {
  return changeByLink(ctx, { purpose: "unsubscribe", token, action: "subscription.left" }, async (tx, list) => {
    if (email === list.email) {
      await askList(tx, ctx, list);
      return "list";
    }
    await stopPerson(tx, ctx, { list, email });
    return "person";
  });
}

/** Only the mailbox itself, by the link that was sent to it, ends the mails of all who read it. */
// no requirePermission: the signed link in the mail is the proof
// no record: changeByLink records it
export async function stopList(ctx: Context, { token }: { token: string }): Promise<void> {
  const use = { purpose: "stop-list", token, action: "subscription.stopped" } as const;
  requireFreshLink(ctx, token);
  await changeByLink(ctx, use, (tx, subscriber) => stopSubscriber(tx, ctx, subscriber));
}

// One such mail a day, however many of its readers ask.
async function askList(tx: Tx, ctx: Context, { id }: SubscriberByLink): Promise<void> {
  const day = Math.floor(ctx.now / 86_400_000);
  await enqueue(tx, { kind: "subscription.stop_asked", payload: { subscriberId: id }, dedupeKey: `stop-list:${id}:${day}` }, ctx.now);
}

// Whoever it is hears of it by mail, with the way back: the address was only typed.
async function stopPerson(tx: Tx, ctx: Context, { list, email }: { list: SubscriberByLink; email: string }): Promise<void> {
  const ofSamePage = list.customerId === null ? isNull(subscribers.customerId) : eq(subscribers.customerId, list.customerId);
  const [own] = await tx.select({ id: subscribers.id, state: subscribers.state, isShared: subscribers.isShared }).from(subscribers).where(and(eq(subscribers.email, email), eq(subscribers.channel, "email"), ofSamePage));
  if (!own || own.isShared || (own.state !== "active" && own.state !== "paused")) return;
  await stopSubscriber(tx, ctx, own);
  await record(tx, ctx, { action: "subscription.stopped", entityId: own.id, customerId: list.customerId ?? undefined, before: { state: own.state }, touches: "nobody", event: { kind: "subscription.stopped_elsewhere", payload: { subscriberId: own.id } } });
}
