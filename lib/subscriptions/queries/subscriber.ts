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
import { stopListHours } from "../rules.ts";
import { freshPreferences, type Preferences } from "../rules/preferences.ts";
import { type Channel, kindsOfPost, type SubscriberState } from "../terms.ts";

export type LinkPurpose = "confirm" | "manage" | "unsubscribe" | "stop-list";

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
  /** Read by several people. */
  isShared: boolean;
}

/** The subscriber a link names; a link that is forged, for another purpose or out of date finds nothing. */
export async function getSubscriberByLink(read: ReadDb, input: { purpose: LinkPurpose; token: string }): Promise<SubscriberByLink> {
  const target = readTarget(input);
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
      isShared: subscribers.isShared,
    })
    .from(subscribers)
    .leftJoin(customers, eq(customers.id, subscribers.customerId))
    .where(and(eq(subscribers.id, target.id), eq(subscribers.linkVersion, target.version)));
  if (!row) throw noSuchLink();
  return row;
}

// The link that stops a list says when it was made.
function readTarget({ purpose, token }: { purpose: LinkPurpose; token: string }): { id: string; version: number; madeAt: number | null } | null {
  const target = readLink(purpose, token);
  if (!target) return null;
  const [id = "", madeAt] = target.id.split("~");
  return { id, version: target.version, madeAt: madeAt === undefined ? null : Number(madeAt) };
}

/** Refuses a link to stop a list that is forged, or too old. */
export function requireFreshLink(ctx: Context, token: string): void {
  const madeAt = readTarget({ purpose: "stop-list", token })?.madeAt ?? null;
  if (madeAt === null || ctx.now - madeAt > stopListHours * 3_600_000) throw new Failure("not_found", "This link is not valid any more. Ask for a new one with the link in any status mail.");
}

/** The subscriber whose mails a link would end for all who read its mailbox. */
export async function getListToStop(ctx: Context, token: string): Promise<SubscriberByLink> {
  requireFreshLink(ctx, token);
  return (await readAsSubscriber(ctx, { purpose: "stop-list", token })).subscriber;
}

/**
 * The holder of a link and what it may read. A link to a customer's page is worth as much as its holder's membership:
 * after that has ended it can only stop mails.
 */
export async function readAsSubscriber(ctx: Context, input: { purpose: LinkPurpose; token: string }): Promise<{ ctx: Context; subscriber: SubscriberByLink }> {
  const subscriber = await getSubscriberByLink(ctx.read, input);
  const endsIt = input.purpose === "unsubscribe" || input.purpose === "stop-list";
  if (!endsIt && subscriber.customerId !== null && !(await isStillMember(ctx.read, subscriber.id))) throw noSuchLink();
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

/** How one subscriber wants to be told. */
export async function getPreferences(read: ReadDb, subscriberId: string): Promise<Preferences> {
  const [row] = await read.select().from(subscribers).where(eq(subscribers.id, subscriberId));
  if (!row) throw noSuchLink();
  const { hearsIncidents: incidents, hearsMaintenance: maintenance, hearsAnnouncements: announcements, hearsPostmortems: postmortems, hearsStatements: statements } = row;
  const on = { incidents, maintenance, announcements, postmortems, statements };
  const { isBrief, minImpact, quietFrom, quietUntil, digestAt, isQuietBroken, language } = row;
  const quiet = quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
  return { kinds: kindsOfPost.filter((kind) => on[kind]), isBrief, minImpact, quiet, digestAt, isQuietBroken, language };
}

/** Of a member who chose nothing yet: all of it, in its customer's language. */
export async function getFreshPreferences(read: ReadDb, customerId: string): Promise<Preferences> {
  const [row] = await read.select({ language: customers.language }).from(customers).where(eq(customers.id, customerId));
  return { ...freshPreferences, language: row?.language ?? "en" };
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
export async function findMemberSubscriber(read: ReadDb, input: { personId: string; customerId: string }): Promise<{ id: string; state: SubscriberState; email: string; timeZone: string; isShared: boolean } | null> {
  const [row] = await read
    .select({ id: subscribers.id, state: subscribers.state, email: subscribers.email, timeZone: subscribers.timeZone, isShared: subscribers.isShared })
    .from(subscribers)
    .innerJoin(memberships, and(eq(memberships.personId, subscribers.personId), eq(memberships.customerId, subscribers.customerId)))
    .where(and(eq(subscribers.personId, input.personId), eq(subscribers.customerId, input.customerId), eq(subscribers.channel, "email")));
  return row ?? null;
}

function noSuchLink(): Failure {
  return new Failure("not_found", "This link is not valid any more. Use the newest mail from us, or subscribe again.");
}
