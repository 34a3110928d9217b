import { and, count, eq, gt, isNull } from "drizzle-orm";
import { statements, statementShares } from "#db/schema/reports";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { DAY } from "#lib/core/time";
import { randomToken, sha256 } from "#lib/platform/crypto";

const sharesAtMost = 50;

interface NewShare {
  statementId: string;
  customerId: string;
  label: string;
  days: number;
}

/** A link by which one released statement is read without an account. It is answered once and kept as a hash. */
export async function createShare(ctx: Context, { statementId, customerId, label, days }: NewShare): Promise<{ id: string; token: string }> {
  requirePermission(ctx, "customer.manage_members");
  requireOwn(ctx, customerId);
  const { actor } = ctx;
  if (actor.kind !== "person") throw new Failure("forbidden", "A person shares a statement.");
  const [id, token, expiresAt] = [newId("shr", ctx.now), randomToken(), ctx.now + days * DAY];
  await ctx.write(async (tx) => {
    const [released] = await tx.select({ id: statements.id }).from(statements).where(and(eq(statements.id, statementId), eq(statements.customerId, customerId), eq(statements.state, "released")));
    if (!released) throw new Failure("not_found", "There is nothing here.");
    const [open] = await tx.select({ count: count() }).from(statementShares).where(and(eq(statementShares.statementId, statementId), isNull(statementShares.revokedAt), gt(statementShares.expiresAt, ctx.now)));
    if ((open?.count ?? 0) >= sharesAtMost) throw new Failure("conflict", `There are ${sharesAtMost} links to this statement already. Revoke one that is not needed any more.`);
    await tx.insert(statementShares).values({ id, tokenHash: sha256(token), lastFour: token.slice(-4), statementId, customerId, label, createdAt: ctx.now, createdBy: actor.personId, createdByName: actor.name, expiresAt });
    await record(tx, ctx, { action: "share.created", entityId: id, customerId, after: { statementId, label, expiresAt }, touches: "nobody" });
  });
  return { id, token };
}

/** From the next request on the link opens nothing. */
export async function revokeShare(ctx: Context, { id, customerId }: { id: string; customerId: string }): Promise<void> {
  requirePermission(ctx, "customer.manage_members");
  requireOwn(ctx, customerId);
  await ctx.write(async (tx) => {
    const revoked = await tx.update(statementShares).set({ revokedAt: ctx.now }).where(and(eq(statementShares.id, id), eq(statementShares.customerId, customerId), isNull(statementShares.revokedAt))).returning({ label: statementShares.label });
    if (!revoked[0]) throw new Failure("not_found", "There is no such link, or it was revoked already.");
    await record(tx, ctx, { action: "share.revoked", entityId: id, customerId, before: { label: revoked[0].label }, touches: "nobody" });
  });
}

// Of another customer nothing is said, not even that it cannot be shared.
function requireOwn(ctx: Context, customerId: string): void {
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== customerId) throw new Failure("not_found", "There is nothing here.");
}
