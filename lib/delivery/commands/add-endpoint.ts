import { and, count, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers } from "#db/schema/customers";
import { endpoints, subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Language } from "../../customers/terms.ts";
import type { Context } from "#lib/access/context";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { randomBytesBase64, sha256 } from "#lib/platform/crypto";
import { findAddressFault } from "#lib/platform/http";
import { offeredChannels, readerRules } from "../channels/carriers.ts";
import { PushAddress } from "../channels/push.ts";
import { sealAddress, sealSecrets } from "../channels/sealed.ts";
import type { AddEndpoint } from "../input.ts";
import { maskAddress, parsePhone, roomOf } from "../rules/endpoint-address.ts";
import type { EndpointChannel } from "../terms.ts";
import { isOwnedBy, requireOwner, type EndpointOwner } from "../queries/endpoint-owner.ts";
import { sendCode } from "./phone-code.ts";

const mostOfOne = 20;
const mostPhonesADay = 3;
const dayMs = 86_400_000;

/** Adds somewhere to be told, which hears everything its owner may see. A webhook's secret is answered once; a telephone has to be confirmed. */
// no requirePermission: requireOwner asks for it, or for the signed link of a confirmed address
export async function addEndpoint(ctx: Context, { owner, endpoint }: { owner: EndpointOwner; endpoint: AddEndpoint }): Promise<{ id: string; secret: string | null }> {
  requireOwner(ctx, owner);
  const { channel, label, form } = endpoint;
  const address = checkedAddress(endpoint);
  const id = newId("sub", ctx.now);
  const secret = channel === "webhook" ? newSecret() : null;
  const isConfirmed = channel !== "sms";
  const identity = endpointIdentity({ owner, channel, address });
  await ctx.write(async (tx) => {
    await refuseTooMany(tx, { owner, channel, now: ctx.now });
    const added = await tx
      .insert(subscribers)
      .values({ id, identity, channel, email: owner.email, customerId: owner.customerId, personId: owner.personId, timeZone: owner.timeZone, language: await findLanguage(tx, owner), form: channel === "webhook" ? form : "", state: isConfirmed ? "active" : "pending", createdAt: ctx.now, confirmedAt: isConfirmed ? ctx.now : null, isShared: isRoom(channel) })
      .onConflictDoNothing({ target: subscribers.identity })
      .returning({ id: subscribers.id });
    if (added.length === 0) throw new Failure("conflict", "You have this address already.", { secretAddress: "You have this address already." });
    const shown = maskAddress({ channel, address });
    await tx.insert(endpoints).values({ subscriberId: id, label, shown, sealedAddress: sealAddress(id, address), sealedSecrets: secret === null ? null : sealSecrets(id, [secret]), createdBy: owner.personId, createdAt: ctx.now });
    await tx.insert(subscriptions).values({ id: newId("scr", ctx.now), subscriberId: id, scope: "everything", createdAt: ctx.now });
    if (!isConfirmed) await sendCode(tx, { id, shown, customerId: owner.customerId, now: ctx.now });
    await record(tx, ctx, { action: "endpoint.added", entityId: id, customerId: owner.customerId ?? undefined, after: { channel, label, shown }, touches: "nobody" });
  });
  return { id, secret };
}

/** 24 bytes, as Standard Webhooks asks for. */
export function newSecret(): string {
  return `whsec_${randomBytesBase64(24)}`;
}

// Several people read a room: no one of them stops it for all with a link.
function isRoom(channel: EndpointChannel): boolean {
  return channel === "slack" || channel === "teams" || channel === "google_chat" || channel === "discord";
}

// One place of one owner, once. Its address stands there as a fingerprint.
function endpointIdentity({ owner, channel, address }: { owner: EndpointOwner; channel: EndpointChannel; address: string }): string {
  return `${owner.customerId ?? "public"}:${owner.email}:${channel}:${sha256(address)}`;
}

function checkedAddress({ channel, secretAddress: address }: AddEndpoint): string {
  if (!offeredChannels().includes(channel)) throw invalid("channel", "This is not offered here.");
  if (channel === "sms") {
    const phone = parsePhone(address);
    if (phone === null) throw invalid("secretAddress", "Write the number with its country, such as +49 151 2345678.");
    return phone;
  }
  const url = channel === "push" ? pushUrl(address) : address;
  if (findAddressFault(url, readerRules()) !== null) throw invalid("secretAddress", "Only public https addresses can be used.");
  const room = roomOf(new URL(url).hostname);
  if (channel !== "push" && room !== null && room !== channel) throw invalid("channel", "This address belongs to another kind of place. Choose that one.");
  return address;
}

function pushUrl(address: string): string {
  try {
    return PushAddress.parse(JSON.parse(address)).endpoint;
  } catch {
    throw invalid("secretAddress", "This browser did not say how it can be told. Try again.");
  }
}

function invalid(field: "secretAddress" | "channel", sentence: string): Failure {
  return new Failure("invalid", "This cannot be added yet. See the marked fields.", { [field]: sentence });
}

// A place is told in its owner's language: the one of its own mails, else its customer's.
async function findLanguage(tx: Tx, { email, customerId, personId }: EndpointOwner): Promise<Language> {
  const isOwn = customerId === null || personId === null ? and(eq(subscribers.email, email), isNull(subscribers.customerId)) : and(eq(subscribers.personId, personId), eq(subscribers.customerId, customerId));
  const [own] = await tx.select({ language: subscribers.language }).from(subscribers).where(and(isOwn, eq(subscribers.channel, "email")));
  if (own || customerId === null) return own?.language ?? "en";
  const [customer] = await tx.select({ language: customers.language }).from(customers).where(eq(customers.id, customerId));
  return customer?.language ?? "en";
}

async function refuseTooMany(tx: Tx, { owner, channel, now }: { owner: EndpointOwner; channel: EndpointChannel; now: number }): Promise<void> {
  const [all] = await tx.select({ has: count() }).from(subscribers).innerJoin(endpoints, eq(endpoints.subscriberId, subscribers.id)).where(isOwnedBy(owner));
  if ((all?.has ?? 0) >= mostOfOne) throw new Failure("conflict", `You have ${mostOfOne} already. Remove one first.`);
  if (channel !== "sms") return;
  const [phones] = await tx.select({ asked: count() }).from(subscribers).where(and(isOwnedBy(owner), eq(subscribers.channel, "sms"), gt(subscribers.createdAt, now - dayMs)));
  if ((phones?.asked ?? 0) >= mostPhonesADay) throw new Failure("rate_limited", "You added several numbers today. Try again tomorrow.");
}
