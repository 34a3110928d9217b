import { and, eq } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { memberships } from "#db/schema/access";
import { customers } from "#db/schema/customers";
import { incidents } from "#db/schema/incidents";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import { asSubscriber, type Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import { Failure } from "#lib/core/failure";
import { visibleIncidents } from "#lib/incidents/queries/visible";
import { readLink } from "#lib/platform/signed-link";
import type { Channel, SubscriberState } from "../terms.ts";

export type LinkPurpose = "confirm" | "manage" | "unsubscribe";

export interface SubscriberByLink {
  id: string;
  channel: Channel;
  email: string;
  state: SubscriberState;
  customerId: string | null;
  customerName: string | null;
  timeZone: string;
  pausedUntil: number | null;
  linkVersion: number;
}

/** The subscriber a link names; a link that is forged, for another purpose or out of date finds nothing. */
export async function getSubscriberByLink(read: ReadDb, input: { purpose: LinkPurpose; token: string }): Promise<SubscriberByLink> {
  const target = readLink(input.purpose, input.token);
  if (!target) throw noSuchLink();
  const [row] = await read
    .select({
      id: subscribers.id,
      channel: subscribers.channel,
      email: subscribers.email,
      state: subscribers.state,
      customerId: subscribers.customerId,
      customerName: customers.name,
      timeZone: subscribers.timeZone,
      pausedUntil: subscribers.pausedUntil,
      linkVersion: subscribers.linkVersion,
    })
    .from(subscribers)
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .where(and(eq(subscribers.id, target.id), eq(subscribers.linkVersion, target.version)));
  if (!row) throw noSuchLink();
  return row;
}

/**
 * The holder of a link and what it may read. A link to a customer's page is worth as much as its holder's membership:
 * after that has ended it can only stop mails.
 */
export async function readAsSubscriber(ctx: Context, input: { purpose: LinkPurpose; token: string }): Promise<{ ctx: Context; subscriber: SubscriberByLink }> {
  const subscriber = await getSubscriberByLink(ctx.read, input);
  if (input.purpose !== "unsubscribe" && subscriber.customerId !== null && !(await isStillMember(ctx.read, subscriber.id))) throw noSuchLink();
  return { ctx: asSubscriber(ctx, subscriber), subscriber };
}

async function isStillMember(read: ReadDb, subscriberId: string): Promise<boolean> {
  const rows = await read
    .select({ id: memberships.id })
    .from(subscribers)
    .innerJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .where(eq(subscribers.id, subscriberId));
  return rows.length > 0;
}

export interface Choices {
  isEverything: boolean;
  componentIds: string[];
  incidents: { id: string; code: string; title: string }[];
  muted: { id: string; code: string; title: string }[];
}

/** What one subscriber chose; incidents that its audience may not see (any more) are left out. */
export async function getChoices(read: ReadDb, input: { subscriberId: string; audience: Audience }): Promise<Choices> {
  const { subscriberId, audience } = input;
  const isVisible = visibleIncidents(read, audience);
  const rows = await read
    .select({ scope: subscriptions.scope, componentId: subscriptions.componentId, incidentId: incidents.id, code: incidents.code, title: incidents.title })
    .from(subscriptions)
    .leftJoin(incidents, and(eq(incidents.id, subscriptions.incidentId), isVisible))
    .where(eq(subscriptions.subscriberId, subscriberId));
  const muted = await read
    .select({ id: incidents.id, code: incidents.code, title: incidents.title })
    .from(mutedIncidents)
    .innerJoin(incidents, eq(incidents.id, mutedIncidents.incidentId))
    .where(and(eq(mutedIncidents.subscriberId, subscriberId), isVisible));
  return {
    isEverything: rows.some((row) => row.scope === "everything"),
    componentIds: rows.flatMap((row) => (row.componentId ? [row.componentId] : [])),
    incidents: rows.flatMap((row) => (row.incidentId && row.code && row.title ? [{ id: row.incidentId, code: row.code, title: row.title }] : [])),
    muted,
  };
}

/** A member's own subscription to its customer's page, if it has one. */
export async function findMemberSubscriber(read: ReadDb, input: { personId: string; customerId: string }): Promise<{ id: string; state: SubscriberState; email: string } | null> {
  const [row] = await read
    .select({ id: subscribers.id, state: subscribers.state, email: subscribers.email })
    .from(subscribers)
    .innerJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .where(and(eq(subscribers.personId, input.personId), eq(subscribers.customerId, input.customerId), eq(subscribers.channel, "email")));
  return row ?? null;
}

function noSuchLink(): Failure {
  return new Failure("not_found", "This link is not valid any more. Use the newest mail from us, or subscribe again.");
}

/** For whom a subscriber reads: the public, or the one customer its address belongs to. */
export function audienceOf(subscriber: { customerId: string | null }): Audience {
  return subscriber.customerId === null ? { kind: "public" } : { kind: "customer", customerId: subscriber.customerId };
}
