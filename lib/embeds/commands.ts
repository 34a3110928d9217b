import { and, count, eq, isNull } from "drizzle-orm";
import { embedTokens } from "#db/schema/embeds";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { randomToken, sha256 } from "#lib/platform/crypto";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { readOrigins } from "./rules.ts";
import { embedsAtMost } from "./terms.ts";

const tokenBytes = 20;

/** Makes the address of a customer's status for its own pages. The token is answered once and kept as a hash. */
export async function createEmbed(ctx: Context, input: { personId: string; customerId: string; label: string; origins: string }): Promise<{ id: string; token: string }> {
  requirePermission(ctx, "customer.manage_members");
  refuseStranger(ctx, input.customerId);
  const origins = readOrigins(input.origins, { allowsOwnComputer: isLoopbackUrl(env.APP_URL) });
  if (!origins) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { origins: "Give up to ten origins such as https://portal.example.com, without a path, one a line." });
  const [id, token] = [newId("emb", ctx.now), `cet_${randomToken(tokenBytes)}`];
  const { customerId, label, personId } = input;
  await ctx.write(async (tx) => {
    const [made] = await tx.select({ count: count() }).from(embedTokens).where(and(eq(embedTokens.customerId, customerId), isNull(embedTokens.revokedAt)));
    if ((made?.count ?? 0) >= embedsAtMost) throw new Failure("conflict", `There are ${embedsAtMost} already. Revoke one that is not used any more.`);
    await tx.insert(embedTokens).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), customerId, label, origins, createdAt: ctx.now, createdBy: personId });
    await record(tx, ctx, { action: "embed.created", entityId: id, customerId, after: { label, origins }, touches: "nobody" });
  });
  return { id, token };
}

/** From the next request on the address answers as if it had never been, whichever owner made it. */
export async function revokeEmbed(ctx: Context, input: { id: string; customerId: string }): Promise<void> {
  requirePermission(ctx, "customer.manage_members");
  refuseStranger(ctx, input.customerId);
  await ctx.write(async (tx) => {
    const isTheirs = and(eq(embedTokens.id, input.id), eq(embedTokens.customerId, input.customerId), isNull(embedTokens.revokedAt));
    const revoked = await tx.update(embedTokens).set({ revokedAt: ctx.now }).where(isTheirs).returning({ id: embedTokens.id });
    if (revoked.length === 0) throw new Failure("not_found", "There is no such embed.");
    await record(tx, ctx, { action: "embed.revoked", entityId: input.id, customerId: input.customerId, touches: "nobody" });
  });
}

function refuseStranger({ audience }: Context, customerId: string): void {
  if (audience.kind !== "customer" || audience.customerId !== customerId) throw new Failure("not_found", "There is nothing here.");
}
