import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { components } from "#db/schema/catalog";
import { customerComponents, customers } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import type { SaveUsedComponents } from "../input.ts";
import { getUnchanged, refuseUnknownComponents } from "../queries/for-change.ts";
import { settlePlaces } from "../rules/components.ts";

/**
 * What a customer uses from now on, under its own names and in its own order. It also decides which incidents it sees: those that
 * affect what it uses. Archived components stay with it, since its past incidents go by them.
 */
export async function saveUsedComponents(ctx: Context, input: SaveUsedComponents): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const { version } = await getUnchanged(tx, ctx, input);
    await refuseUnknownComponents(tx, input.used.map((each) => each.componentId));
    const before = await listUsedNow(tx, input.id);
    const after = settlePlaces(input.used);
    if (before.length > 0) await tx.delete(customerComponents).where(and(eq(customerComponents.customerId, input.id), inArray(customerComponents.componentId, before.map((each) => each.componentId))));
    if (after.length > 0) await tx.insert(customerComponents).values(after.map((each) => ({ customerId: input.id, ...each })));
    await tx.update(customers).set({ version: version + 1 }).where(eq(customers.id, input.id));
    await record(tx, ctx, { action: "customer.components_saved", entityId: input.id, customerId: input.id, before, after, touches: [{ kind: "customer", customerId: input.id }] });
  });
}

async function listUsedNow(tx: Tx, customerId: string) {
  const { componentId, ownName, position } = customerComponents;
  return tx
    .select({ componentId, ownName, position })
    .from(customerComponents)
    .innerJoin(components, eq(components.id, customerComponents.componentId))
    .where(and(eq(customerComponents.customerId, customerId), isNull(components.archivedAt)));
}
