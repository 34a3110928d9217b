import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { CreateCustomer, SaveCustomer } from "../input.ts";
import { getCustomerRow, getUnchanged } from "../queries/for-change.ts";

export async function createCustomer(ctx: Context, input: CreateCustomer): Promise<string> {
  requirePermission(ctx, "customers.manage");
  const id = newId("cus", ctx.now);
  await ctx.write(async (tx) => {
    await refuseTakenSlug(tx, { id, slug: input.slug });
    await tx.insert(customers).values({ id, ...input, createdAt: ctx.now });
    await record(tx, ctx, { action: "customer.created", entityId: id, customerId: id, after: input, touches: [{ kind: "customer", customerId: id }] });
  });
  return id;
}

export async function saveCustomer(ctx: Context, input: SaveCustomer): Promise<void> {
  requirePermission(ctx, "customers.manage");
  const { id, version, ...details } = input;
  await ctx.write(async (tx) => {
    const { name, slug, tier, timeZone, language } = await getUnchanged(tx, ctx, input);
    if (slug !== details.slug) await refuseTakenSlug(tx, { id, slug: details.slug });
    await tx.update(customers).set({ ...details, version: version + 1 }).where(eq(customers.id, id));
    await record(tx, ctx, { action: "customer.saved", entityId: id, customerId: id, before: { name, slug, tier, timeZone, language }, after: details, touches: [{ kind: "customer", customerId: id }] });
  });
}

/** Its members lose access at once: after this fact the gates are asked anew. What it was told stays on record. */
export async function archiveCustomer(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const row = await getCustomerRow(tx, input.id);
    await tx.update(customers).set({ archivedAt: ctx.now, version: row.version + 1 }).where(eq(customers.id, input.id));
    await record(tx, ctx, { action: "customer.archived", entityId: input.id, customerId: input.id, before: { name: row.name, slug: row.slug }, touches: [{ kind: "customer", customerId: input.id }] });
  });
}

/** Brings an archived customer back with everything it had, its members' access too. */
export async function restoreCustomer(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const [row] = await tx.select().from(customers).where(eq(customers.id, input.id));
    if (!row) throw new Failure("not_found", "This customer does not exist.");
    if (row.archivedAt === null) return;
    await tx.update(customers).set({ archivedAt: null, version: row.version + 1 }).where(eq(customers.id, input.id));
    await record(tx, ctx, { action: "customer.restored", entityId: input.id, customerId: input.id, after: { name: row.name }, touches: [{ kind: "customer", customerId: input.id }] });
  });
}

async function refuseTakenSlug(tx: Tx, wanted: { id: string; slug: string }): Promise<void> {
  const [holder] = await tx.select({ id: customers.id, name: customers.name, archivedAt: customers.archivedAt }).from(customers).where(eq(customers.slug, wanted.slug));
  if (!holder || holder.id === wanted.id) return;
  const sentence = `${holder.name}${holder.archivedAt === null ? "" : ", which is archived,"} has this address. Choose another.`;
  throw new Failure("conflict", sentence, { slug: sentence });
}
