import { and, count, eq, gt, isNull } from "drizzle-orm";
import { apiKeys } from "#db/schema/api";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { DAY } from "#lib/core/time";
import { randomToken, sha256 } from "#lib/platform/crypto";
import type { CreateKey } from "./input.ts";
import { keysAtMost } from "./terms.ts";

/** Makes a key that acts for its maker. The token is answered once and kept as a hash. */
export async function createKey(ctx: Context, input: CreateKey): Promise<{ id: string; token: string }> {
  requirePermission(ctx, "portal.manage");
  const { actor } = ctx;
  if (actor.kind !== "person" || actor.key) throw new Failure("forbidden", "A person makes a key, in the console.");
  const [id, token] = [newId("key", ctx.now), `cak_${randomToken()}`];
  const { name, scopes, days } = input;
  const expiresAt = ctx.now + days * DAY;
  await ctx.write(async (tx) => {
    const [made] = await tx.select({ count: count() }).from(apiKeys).where(and(isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, ctx.now)));
    if ((made?.count ?? 0) >= keysAtMost) throw new Failure("conflict", `There are ${keysAtMost} keys already. Revoke one that is not used any more.`);
    await tx.insert(apiKeys).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), name, personId: actor.personId, scopes, createdAt: ctx.now, expiresAt });
    await record(tx, ctx, { action: "key.created", entityId: id, after: { name, scopes, expiresAt }, touches: "nobody" });
  });
  return { id, token };
}

/** From the next request on it opens nothing, whoever made it. */
export async function revokeKey(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "portal.manage");
  await ctx.write(async (tx) => {
    const revoked = await tx.update(apiKeys).set({ revokedAt: ctx.now }).where(and(eq(apiKeys.id, input.id), isNull(apiKeys.revokedAt))).returning({ name: apiKeys.name });
    if (!revoked[0]) throw new Failure("not_found", "There is no such key, or it was revoked already.");
    await record(tx, ctx, { action: "key.revoked", entityId: input.id, before: { name: revoked[0].name }, touches: "nobody" });
  });
}
