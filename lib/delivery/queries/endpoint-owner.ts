import { and, eq, isNull, ne } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { endpoints, subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import type { EndpointChannel } from "../terms.ts";

/** Whose endpoints they are: a member on the page of its customer, or whoever holds the link of a confirmed address on the public page. */
export interface EndpointOwner {
  email: string;
  timeZone: string;
  /** Both null on the public page. */
  customerId: string | null;
  personId: string | null;
}

/** Throws unless the context is this owner's: a member in its own scope, or the holder of the link. */
export function requireOwner(ctx: Context, { customerId }: EndpointOwner): void {
  if (customerId === null) {
    if (ctx.actor.kind !== "subscriber" || ctx.audience.kind !== "public") throw nothingHere();
    return;
  }
  requirePermission(ctx, "customer.subscribe");
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== customerId) throw nothingHere();
}

/** The condition on `subscribers` by which an endpoint is somebody's own. */
export function isOwnedBy({ email, customerId, personId }: EndpointOwner) {
  const own = customerId === null || personId === null ? and(isNull(subscribers.customerId), eq(subscribers.email, email)) : and(eq(subscribers.personId, personId), eq(subscribers.customerId, customerId));
  return and(own, ne(subscribers.channel, "email"));
}

export interface OwnEndpoint {
  id: string;
  channel: EndpointChannel;
  form: string;
  state: (typeof subscribers.$inferSelect)["state"];
  linkVersion: number;
  timeZone: string;
  language: "en" | "de";
  label: string;
  shown: string;
  sealedSecrets: string | null;
  version: number;
}

/** The owner's endpoint of this id; somebody else's is not there. */
export async function getOwnEndpoint(read: ReadDb, { owner, id }: { owner: EndpointOwner; id: string }): Promise<OwnEndpoint> {
  const { channel, form, state, linkVersion, timeZone, language } = subscribers;
  const { label, shown, sealedSecrets, version } = endpoints;
  const [row] = await read
    .select({ id: subscribers.id, channel, form, state, linkVersion, timeZone, language, label, shown, sealedSecrets, version })
    .from(subscribers)
    .innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id))
    .where(and(eq(subscribers.id, id), isOwnedBy(owner)));
  if (!row || row.channel === "email") throw nothingHere();
  return { ...row, channel: row.channel };
}

function nothingHere(): Failure {
  return new Failure("not_found", "There is nothing here.");
}
