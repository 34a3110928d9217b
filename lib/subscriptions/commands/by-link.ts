import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { retryAddress } from "#lib/bounces/commands/release";
import { Failure } from "#lib/core/failure";
import { enqueue } from "#lib/platform/outbox";
import type { ChangeSubscription } from "../input.ts";
import { listChoices } from "../queries/choices.ts";
import { getSubscriberByLink, readAsSubscriber, type LinkPurpose, type SubscriberByLink } from "../queries/subscriber.ts";
import { audienceOf } from "../rules.ts";
import { getVisibleIncident, mute, replaceChoice, unmute } from "./choose.ts";
import { stopComponent, stopDigest, stopKind } from "./narrow.ts";
import { keepPreferences } from "./preferences.ts";

/** Double opt-in: only this POST, from the mail's page, makes a subscription active. */
// no requirePermission: the signed link in the mail is the proof
export async function confirmSubscription(ctx: Context, input: { token: string; shared?: boolean }): Promise<{ subscriberId: string; linkVersion: number }> {
  return changeByLink(ctx, { purpose: "confirm", token: input.token, action: "subscription.confirmed" }, async (tx, subscriber) => {
    // The mail to confirm arrived, so the mailbox takes mail.
    if (subscriber.state === "quarantined") await retryAddress(tx, ctx, subscriber.email);
    const isShared = subscriber.isShared || input.shared === true;
    await tx.update(subscribers).set({ state: "active", confirmedAt: ctx.now, stoppedAt: null, pausedUntil: null, isShared }).where(eq(subscribers.id, subscriber.id));
    return { subscriberId: subscriber.id, linkVersion: subscriber.linkVersion };
  });
}

/** What the person does on its own page: choose, pause, resume, stop, silence one incident. */
// no requirePermission: the signed link in the mail is the proof
export async function changeSubscription(ctx: Context, input: ChangeSubscription): Promise<void> {
  const use = { purpose: "manage", token: input.token, action: `subscription.${input.intent}` } as const;
  const knownIds = input.intent === "stop_component" ? await listKnown(ctx, use) : [];
  await changeByLink(ctx, use, (tx, subscriber) => apply(tx, ctx, { subscriber, change: input, knownIds }));
}

async function listKnown(ctx: Context, use: LinkUse): Promise<string[]> {
  const { ctx: own } = await readAsSubscriber(ctx, use);
  return (await listChoices(own)).flatMap((group) => group.components.map((component) => component.id));
}

export interface LinkUse {
  purpose: LinkPurpose;
  token: string;
  action: `subscription.${string}`;
}

/** One change by the holder of a link, in a transaction with its record. */
// no requirePermission: the signed link in the mail is the proof
export async function changeByLink<T>(ctx: Context, use: LinkUse, change: (tx: Tx, subscriber: SubscriberByLink) => Promise<T>): Promise<T> {
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

interface Applying {
  subscriber: SubscriberByLink;
  change: ChangeSubscription;
  /** Components it may choose from, where one of them is left out. */
  knownIds: readonly string[];
}

async function apply(tx: Tx, ctx: Context, input: Applying): Promise<void> {
  const { subscriber, change } = input;
  const { id: subscriberId } = subscriber;
  if (subscriber.state === "quarantined" && change.intent !== "stop") throw new Failure("conflict", "Mail to this address came back to us. Say below that your mailbox takes mail again, then choose.");
  if (subscriber.isShared && (change.intent === "stop" || change.intent === "pause")) throw new Failure("conflict", "Several people read this mailbox, so one of them cannot end its mails for all. Use “Leave this list” instead.");
  switch (change.intent) {
    case "save":
      return saveChoice(tx, ctx, input);
    case "pause":
      return setState(tx, subscriberId, { state: "paused", pausedUntil: ctx.now + change.pauseDays * 86_400_000 });
    case "resume":
      return setState(tx, subscriberId, { state: "active", pausedUntil: null });
    case "stop":
      return stopSubscriber(tx, ctx, subscriber);
    case "mute":
    case "unmute": {
      const incident = await getVisibleIncident(tx, { code: change.incident, audience: audienceOf(subscriber) });
      if (change.intent === "unmute") return unmute(tx, { subscriberId, incidentId: incident.id });
      await mute(tx, { subscriberId, incidentId: incident.id });
      return enqueue(tx, { kind: "subscription.muted", payload: { subscriberId, incidentId: incident.id } }, ctx.now);
    }
    case "share":
      return setState(tx, subscriberId, { isShared: true });
    case "stop_component":
      return stopComponent(tx, { subscriberId, audience: audienceOf(subscriber), componentId: change.component ?? "", knownIds: input.knownIds, now: ctx.now });
    case "stop_kind":
      return stopKind(tx, { subscriberId, kind: change.kind, now: ctx.now });
    case "stop_digest":
      return stopDigest(tx, { subscriberId, now: ctx.now });
  }
}

async function saveChoice(tx: Tx, ctx: Context, { subscriber, change }: Applying): Promise<void> {
  await replaceChoice(tx, { subscriberId: subscriber.id, audience: audienceOf(subscriber), scope: change.scope, components: change.components, now: ctx.now });
  await keepPreferences(tx, { subscriberId: subscriber.id, preferences: change.preferences ?? null, timeZone: change.timeZone, now: ctx.now });
  const isRunning = subscriber.state === "active" || subscriber.state === "paused";
  await setState(tx, subscriber.id, { state: isRunning ? subscriber.state : "active", stoppedAt: null });
}

/** Ends every mail to this subscriber. */
// no requirePermission: called by commands whose link is the proof
// no record: they record it
export async function stopSubscriber(tx: Tx, ctx: Context, subscriber: { id: string; state: SubscriberByLink["state"] }): Promise<void> {
  if (subscriber.state !== "stopped") await setState(tx, subscriber.id, { state: "stopped", stoppedAt: ctx.now, pausedUntil: null });
}

async function setState(tx: Tx, id: string, change: Partial<typeof subscribers.$inferInsert>): Promise<void> {
  await tx.update(subscribers).set(change).where(eq(subscribers.id, id));
}
