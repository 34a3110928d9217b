import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { retryAddress } from "#lib/bounces/commands/release";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { MemberSubscription } from "../input.ts";
import { findMemberSubscriber } from "../queries/subscriber.ts";
import { subscriberIdentity } from "../rules.ts";
import { follow, getVisibleIncident, replaceChoice, unfollow } from "./choose.ts";
import { keepPreferences } from "./preferences.ts";

export interface Member {
  personId: string;
  email: string;
  timeZone: string;
  customerId: string;
}

/** A member chooses what to hear of its customer's page. Signed in, so the address is proven already. */
export async function subscribeMember(ctx: Context, input: { member: Member; change: MemberSubscription }): Promise<void> {
  requirePermission(ctx, "customer.subscribe");
  const { member, change } = input;
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== member.customerId) throw new Failure("not_found", "There is nothing here.");
  await ctx.write(async (tx) => {
    const found = await findMemberSubscriber(tx, member);
    if (found?.state === "quarantined" && change.intent !== "stop") await retryAddress(tx, ctx, found.email);
    const subscriberId = await ensureSubscriber(tx, { member, now: ctx.now, isNewActive: change.intent !== "stop" });
    await apply(tx, ctx, { subscriberId, change });
    await record(tx, ctx, { action: `subscription.${change.intent}`, entityId: subscriberId, customerId: member.customerId, after: { scope: change.scope, components: change.components, incident: change.incident, preferences: change.preferences }, touches: "nobody" });
  });
}

async function ensureSubscriber(tx: Tx, { member, now, isNewActive }: { member: Member; now: number; isNewActive: boolean }): Promise<string> {
  const identity = subscriberIdentity(member.email, member.customerId);
  const found = await findMemberSubscriber(tx, member);
  if (found) return found.id;
  const id = newId("sub", now);
  const fresh = { state: isNewActive ? "active" : "stopped", personId: member.personId, timeZone: member.timeZone, confirmedAt: now } as const;
  await tx
    .insert(subscribers)
    .values({ id, identity, email: member.email, customerId: member.customerId, createdAt: now, ...fresh })
    .onConflictDoUpdate({ target: subscribers.identity, set: fresh });
  const again = await findMemberSubscriber(tx, member);
  return again?.id ?? id;
}

async function apply(tx: Tx, ctx: Context, input: { subscriberId: string; change: MemberSubscription }): Promise<void> {
  const { subscriberId, change } = input;
  const running = { state: "active", stoppedAt: null, pausedUntil: null } as const;
  switch (change.intent) {
    case "save":
      await replaceChoice(tx, { subscriberId, audience: ctx.audience, scope: change.scope, components: change.components, now: ctx.now });
      await keepPreferences(tx, { subscriberId, preferences: change.preferences ?? null, timeZone: change.timeZone, now: ctx.now });
      await tx.update(subscribers).set(running).where(eq(subscribers.id, subscriberId));
      return;
    case "stop":
      await tx.update(subscribers).set({ state: "stopped", stoppedAt: ctx.now }).where(eq(subscribers.id, subscriberId));
      return;
    case "follow":
    case "unfollow": {
      const incident = await getVisibleIncident(tx, { code: change.incident, audience: ctx.audience });
      await (change.intent === "follow" ? follow : unfollow)(tx, { subscriberId, incidentId: incident.id, now: ctx.now });
      if (change.intent === "follow") await tx.update(subscribers).set(running).where(eq(subscribers.id, subscriberId));
      return;
    }
  }
}
