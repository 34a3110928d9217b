import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { deliveries, deliveryAttempts } from "#db/schema/delivery";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { signLink } from "#lib/platform/signed-link";
import { isOwnedBy, requireOwner, type EndpointOwner } from "./endpoint-owner.ts";
import { offeredChannels, pushPublicKey } from "../channels/carriers.ts";
import type { DeliveryKind, DeliveryState, EndpointChannel } from "../terms.ts";

export interface EndpointRow {
  id: string;
  channel: EndpointChannel;
  form: string;
  label: string;
  shown: string;
  state: (typeof subscribers.$inferSelect)["state"];
  linkVersion: number;
  createdAt: number;
  lastSentAt: number | null;
  failingSince: number | null;
  lastFailure: string | null;
  disabledAt: number | null;
  oldSecretUntil: number | null;
}

const columns = {
  id: subscribers.id,
  channel: subscribers.channel,
  form: subscribers.form,
  label: endpoints.label,
  shown: endpoints.shown,
  state: subscribers.state,
  linkVersion: subscribers.linkVersion,
  createdAt: subscribers.createdAt,
  lastSentAt: endpoints.lastSentAt,
  failingSince: endpoints.failingSince,
  lastFailure: endpoints.lastFailure,
  disabledAt: endpoints.disabledAt,
  oldSecretUntil: endpoints.oldSecretUntil,
};

/** Where an owner is told besides by mail, and what may be added. */
export async function listOwnEndpoints(ctx: Context, owner: EndpointOwner): Promise<EndpointRow[]> {
  requireOwner(ctx, owner);
  const rows = await ctx.read.select(columns).from(subscribers).innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id)).where(isOwnedBy(owner)).orderBy(asc(subscribers.createdAt));
  return rows.flatMap(({ channel, ...row }) => (channel === "email" ? [] : [{ ...row, channel }]));
}

/** The ways this portal can send by, and what a browser needs to be one of them. */
export function listOfferedWays(): { channels: EndpointChannel[]; pushKey: string | null } {
  return { channels: offeredChannels(), pushKey: pushPublicKey() };
}

/** Where its owner chooses what it hears: the page of every subscriber, by its own link. */
export function choicePath({ id, linkVersion }: Pick<EndpointRow, "id" | "linkVersion">): string {
  return `/subscription/${signLink("manage", { id, version: linkVersion })}`;
}

export interface OwnDelivery {
  id: string;
  kind: DeliveryKind;
  state: DeliveryState;
  createdAt: number;
  sentAt: number | null;
  attempts: number;
  /** When it is tried again. */
  dueAt: number;
  lastError: string | null;
  /** The beginning of what the endpoint said at the last try. */
  answer: string | null;
  /** Its words are still there to be sent again. */
  isKept: boolean;
}

const shownAtMost = 10;

/** One endpoint and what went there lately, newest first. Only its owner reads what it answered. */
export async function getEndpoint(ctx: Context, { owner, id }: { owner: EndpointOwner; id: string }): Promise<{ endpoint: EndpointRow; deliveries: OwnDelivery[] }> {
  requireOwner(ctx, owner);
  const [row] = await ctx.read.select(columns).from(subscribers).innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id)).where(and(eq(subscribers.id, id), isOwnedBy(owner)));
  if (!row || row.channel === "email") throw new Failure("not_found", "There is nothing here.");
  return { endpoint: { ...row, channel: row.channel }, deliveries: await listLast(ctx, id) };
}

async function listLast(ctx: Context, subscriberId: string): Promise<OwnDelivery[]> {
  const { id, kind, state, createdAt, sentAt, attempts, dueAt, lastError, renditionId } = deliveries;
  const rows = await ctx.read
    .select({ id, kind, state, createdAt, sentAt, attempts, dueAt, lastError, renditionId })
    .from(deliveries)
    .where(and(eq(deliveries.subscriberId, subscriberId), sql`${deliveries.channel} <> 'email'`))
    .orderBy(desc(deliveries.createdAt))
    .limit(shownAtMost);
  const answers = await findAnswers(ctx, rows.map((row) => row.id));
  return rows.map(({ renditionId: rendition, ...row }) => ({ ...row, answer: answers.get(row.id) ?? null, isKept: rendition !== null }));
}

async function findAnswers(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { deliveryId, at, answer } = deliveryAttempts;
  const rows = await ctx.read.select({ deliveryId, at, answer }).from(deliveryAttempts).where(inArray(deliveryId, ids));
  return new Map(rows.toSorted((one, other) => one.at - other.at).map((row) => [row.deliveryId, row.answer ?? ""]));
}

const looksEveryMs = 100;

/** Waits a moment for what was just put on its way, so that its outcome can be shown at once; answers whether it has one. */
export async function awaitOutcome(ctx: Context, { deliveryId, withinMs }: { deliveryId: string; withinMs: number }): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += looksEveryMs) {
    const [row] = await ctx.read.select({ state: deliveries.state, attempts: deliveries.attempts, error: deliveries.lastError }).from(deliveries).where(eq(deliveries.id, deliveryId));
    const isTried = row !== undefined && row.state !== "sending" && (row.state !== "queued" || (row.attempts > 0 && row.error !== null));
    if (isTried) return true;
    await sleep(looksEveryMs);
  }
  return false;
}
