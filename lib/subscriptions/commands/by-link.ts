import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import type { ChangeSubscription } from "../input.ts";
import { getSubscriberByLink, readAsSubscriber, type LinkPurpose, type SubscriberByLink } from "../queries/subscriber.ts";
import { audienceOf } from "../rules.ts";
import { getVisibleIncident, mute, replaceChoice, unmute } from "./choose.ts";

/** Double opt-in: only this POST, from the mail's page, makes a subscription active. */
// no requirePermission: the signed link in the mail is the proof
export async function confirmSubscription(ctx: Context, input: { token: string }): Promise<{ subscriberId: string; linkVersion: number }> {
  return changeByLink(ctx, { purpose: "confirm", token: input.token, action: "subscription.confirmed" }, async (tx, subscriber) => {
    if (subscriber.state === "quarantined") throw new Failure("conflict", "Mail to this address came back to us. Ask us to try again, or subscribe with another address.");
    await tx.update(subscribers).set({ state: "active", confirmedAt: ctx.now, stoppedAt: null, pausedUntil: null }).where(eq(subscribers.id, subscriber.id));
    return { subscriberId: subscriber.id, linkVersion: subscriber.linkVersion };
  });
}

/** Stops everything at once; asked twice it changes nothing more (RFC 8058 senders repeat). */
// no requirePermission: the signed link in the mail is the proof
export async function unsubscribe(ctx: Context, input: { token: string }): Promise<void> {
  await changeByLink(ctx, { purpose: "unsubscribe", token: input.token, action: "subscription.stopped" }, (tx, subscriber) => stop(tx, ctx, subscriber));
}

/** What the person does on its own page: choose, pause, resume, stop, silence one incident. */
// no requirePermission: the signed link in the mail is the proof
export async function changeSubscription(ctx: Context, input: ChangeSubscription): Promise<void> {
  await changeByLink(ctx, { purpose: "manage", token: input.token, action: `subscription.${input.intent}` }, (tx, subscriber) => apply(tx, ctx, { subscriber, change: input }));
}

interface LinkUse {
  purpose: LinkPurpose;
  token: string;
  action: `subscription.${string}`;
}

async function changeByLink<T>(ctx: Context, use: LinkUse, change: (tx: Tx, subscriber: SubscriberByLink) => Promise<T>): Promise<T> {
  const { ctx: own } = await readAsSubscriber(ctx, use);
  return ctx.write(async (tx) => {
    const subscriber = await getSubscriberByLink(tx, use);
    const result = await change(tx, subscriber);
    await record(tx, own, {
      action: use.action,
      entityId: subscriber.id,
      customerId: subscriber.customerId ?? undefined,
      before: { state: subscriber.state },
      touches: "nobody",
    });
    return result;
  });
}

async function apply(tx: Tx, ctx: Context, input: { subscriber: SubscriberByLink; change: ChangeSubscription }): Promise<void> {
  const { subscriber, change } = input;
  const audience = audienceOf(subscriber);
  if (subscriber.state === "quarantined" && change.intent !== "stop") throw new Failure("conflict", "Mail to this address came back to us. Ask us to try again once your mailbox takes mail.");
  switch (change.intent) {
    case "save":
      await saveChoice(tx, ctx, input);
      return;
    case "pause":
      await setState(tx, subscriber.id, { state: "paused", pausedUntil: ctx.now + change.pauseDays * 86_400_000 });
      return;
    case "resume":
      await setState(tx, subscriber.id, { state: "active", pausedUntil: null });
      return;
    case "stop":
      await stop(tx, ctx, subscriber);
      return;
    case "mute":
    case "unmute": {
      const incident = await getVisibleIncident(tx, { code: change.incident, audience });
      await (change.intent === "mute" ? mute : unmute)(tx, { subscriberId: subscriber.id, incidentId: incident.id });
      return;
    }
  }
}

async function saveChoice(tx: Tx, ctx: Context, { subscriber, change }: { subscriber: SubscriberByLink; change: ChangeSubscription }): Promise<void> {
  await replaceChoice(tx, { subscriberId: subscriber.id, audience: audienceOf(subscriber), scope: change.scope, components: change.components, now: ctx.now });
  const zone = change.timeZone ? { timeZone: change.timeZone } : {};
  const isRunning = subscriber.state === "active" || subscriber.state === "paused";
  await setState(tx, subscriber.id, { ...zone, state: isRunning ? subscriber.state : "active", stoppedAt: null });
}

async function stop(tx: Tx, ctx: Context, subscriber: SubscriberByLink): Promise<void> {
  if (subscriber.state !== "stopped") await setState(tx, subscriber.id, { state: "stopped", stoppedAt: ctx.now, pausedUntil: null });
}

async function setState(tx: Tx, id: string, change: Partial<typeof subscribers.$inferInsert>): Promise<void> {
  await tx.update(subscribers).set(change).where(eq(subscribers.id, id));
}

