import { eq } from "drizzle-orm";
import { identityProviders } from "#db/schema/access";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { env, isLoopbackUrl } from "#lib/platform/env";
import { sealProviderSecret } from "../tokens.ts";

export interface ProviderInput {
  customerId: string;
  issuer: string;
  clientId: string;
  /** Empty keeps the secret that is there. */
  clientSecret: string;
}

/** Sets a customer's own provider; effective at the next sign-in. A new issuer gets a new id, so that nothing proven by the old one counts. */
export async function saveIdentityProvider(ctx: Context, input: ProviderInput): Promise<string> {
  requirePermission(ctx, "customers.manage");
  const issuer = usableIssuer(input.issuer);
  return ctx.write(async (tx) => {
    const [before] = await tx.select().from(identityProviders).where(eq(identityProviders.customerId, input.customerId));
    const isSame = before?.issuer === issuer;
    if (!input.clientSecret && !isSame) throw new Failure("invalid", "Enter the client's secret.", { clientSecret: "Enter the client's secret." });
    const id = before && isSame ? before.id : newId("idp", ctx.now);
    const sealedSecret = input.clientSecret || !before ? sealProviderSecret(id, input.clientSecret) : before.sealedSecret;
    await tx.delete(identityProviders).where(eq(identityProviders.customerId, input.customerId));
    await tx.insert(identityProviders).values({ id, customerId: input.customerId, issuer, clientId: input.clientId, sealedSecret, createdAt: ctx.now });
    await record(tx, ctx, {
      action: "customer.provider_saved",
      entityId: id,
      customerId: input.customerId,
      before: before && { issuer: before.issuer, clientId: before.clientId },
      after: { issuer, clientId: input.clientId },
      touches: [{ kind: "staff" }],
    });
    return id;
  });
}

export async function removeIdentityProvider(ctx: Context, input: { customerId: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const removed = await tx.delete(identityProviders).where(eq(identityProviders.customerId, input.customerId)).returning({ id: identityProviders.id, issuer: identityProviders.issuer });
    for (const { id, issuer } of removed) await record(tx, ctx, { action: "customer.provider_removed", entityId: id, customerId: input.customerId, before: { issuer }, touches: [{ kind: "staff" }] });
  });
}

// Tokens travel to this address: in the clear only where the whole portal is on one machine.
function usableIssuer(text: string): string {
  const sentence = "Enter the issuer's https address, as its own configuration document names it.";
  const refusal = new Failure("invalid", sentence, { issuer: sentence });
  if (!URL.canParse(text)) throw refusal;
  const url = new URL(text);
  const isLocal = url.protocol === "http:" && isLoopbackUrl(text) && isLoopbackUrl(env.APP_URL);
  if ((url.protocol !== "https:" && !isLocal) || url.username || url.password || url.search || url.hash) throw refusal;
  return text;
}
