import { and, eq, isNull } from "drizzle-orm";
import { feedTokens } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { randomToken, sha256 } from "#lib/platform/crypto";

const tokenBytes = 20;

/** Makes the address of a private feed. The token is answered once and kept as a hash. */
export async function createFeed(ctx: Context, input: { personId: string; customerId: string; label: string }): Promise<{ id: string; token: string }> {
  requirePermission(ctx, "customer.subscribe");
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== input.customerId) throw new Failure("not_found", "There is nothing here.");
  const id = newId("fed", ctx.now);
  const token = `cft_${randomToken(tokenBytes)}`;
  await ctx.write(async (tx) => {
    await tx.insert(feedTokens).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), createdAt: ctx.now, ...input });
    await record(tx, ctx, { action: "feed.created", entityId: id, customerId: input.customerId, after: { label: input.label }, touches: "nobody" });
  });
  return { id, token };
}

/** From the next request on the address answers as if it had never been. */
export async function revokeFeed(ctx: Context, input: { id: string; personId: string; customerId: string }): Promise<void> {
  requirePermission(ctx, "customer.subscribe");
  await ctx.write(async (tx) => {
    const isOwn = and(eq(feedTokens.id, input.id), eq(feedTokens.personId, input.personId), eq(feedTokens.customerId, input.customerId), isNull(feedTokens.revokedAt));
    const revoked = await tx.update(feedTokens).set({ revokedAt: ctx.now }).where(isOwn).returning({ id: feedTokens.id });
    if (revoked.length === 0) throw new Failure("not_found", "There is no such feed.");
    await record(tx, ctx, { action: "feed.revoked", entityId: input.id, customerId: input.customerId, touches: "nobody" });
  });
}
