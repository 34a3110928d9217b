import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers, emailDomains } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import type { SaveSignIn } from "#lib/customers/input";
import { getUnchanged } from "#lib/customers/queries/for-change";
import { removeIdentityProvider, saveIdentityProvider } from "./identity-providers.ts";

/** How a customer's people sign in: its domains and, where an issuer is named, its own provider. Counts from the next sign-in. */
export async function saveSignIn(ctx: Context, input: SaveSignIn): Promise<void> {
  requirePermission(ctx, "customers.manage");
  const { id: customerId, version, domains, issuer, clientId, clientSecret } = input;
  await ctx.write(async (tx) => {
    await getUnchanged(tx, ctx, input);
    await setDomains(tx, ctx, { customerId, domains });
    if (issuer) await saveIdentityProvider(ctx, { customerId, issuer, clientId, clientSecret });
    else await removeIdentityProvider(ctx, { customerId });
    await tx.update(customers).set({ version: version + 1 }).where(eq(customers.id, customerId));
  });
}

async function setDomains(tx: Tx, ctx: Context, input: { customerId: string; domains: string[] }): Promise<void> {
  const { customerId, domains } = input;
  await refuseTaken(tx, input);
  const before = (await tx.select({ domain: emailDomains.domain }).from(emailDomains).where(eq(emailDomains.customerId, customerId))).map((row) => row.domain).sort();
  await tx.delete(emailDomains).where(eq(emailDomains.customerId, customerId));
  if (domains.length > 0) await tx.insert(emailDomains).values(domains.map((domain) => ({ customerId, domain })));
  await record(tx, ctx, { action: "customer.domains_saved", entityId: customerId, customerId, before, after: domains, touches: [{ kind: "customer", customerId }] });
}

// Staff only come here, and they may know who else there is; archived customers keep their domains.
async function refuseTaken(tx: Tx, input: { customerId: string; domains: string[] }): Promise<void> {
  const holders = await tx
    .select({ domain: emailDomains.domain, customerId: customers.id, name: customers.name })
    .from(emailDomains)
    .innerJoin(customers, eq(customers.id, emailDomains.customerId))
    .where(inArray(emailDomains.domain, input.domains));
  const other = holders.find((holder) => holder.customerId !== input.customerId);
  if (!other) return;
  const sentence = `${other.domain} belongs to ${other.name}. Take it away there first.`;
  throw new Failure("conflict", sentence, { domains: sentence });
}
