import { and, eq, max } from "drizzle-orm";
import type { Tx } from "#db/open";
import { customers, journeyComponents, journeys } from "#db/schema/customers";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import type { SaveJourney } from "../input.ts";
import { getCustomerRow, getUnchanged, refuseUnknownComponents } from "../queries/for-change.ts";

/** Adds a journey, at the end, or changes one. */
export async function saveJourney(ctx: Context, input: SaveJourney): Promise<void> {
  requirePermission(ctx, "customers.manage");
  const { id: customerId, journey: journeyId, version, components: componentIds, ...words } = input;
  await ctx.write(async (tx) => {
    await getUnchanged(tx, ctx, input);
    await refuseUnknownComponents(tx, componentIds);
    const before = journeyId === null ? null : await getJourney(tx, { customerId, journeyId });
    const id = journeyId ?? newId("jny", ctx.now);
    if (before) await tx.update(journeys).set(words).where(eq(journeys.id, id));
    else await tx.insert(journeys).values({ id, customerId, ...words, position: await nextPosition(tx, customerId), createdAt: ctx.now });
    await tx.delete(journeyComponents).where(eq(journeyComponents.journeyId, id));
    if (componentIds.length > 0) await tx.insert(journeyComponents).values(componentIds.map((componentId) => ({ journeyId: id, componentId })));
    await tx.update(customers).set({ version: version + 1 }).where(eq(customers.id, customerId));
    await record(tx, ctx, { action: before ? "journey.saved" : "journey.created", entityId: customerId, customerId, before, after: { id, ...words, componentIds }, touches: [{ kind: "customer", customerId }] });
  });
}

export async function deleteJourney(ctx: Context, input: { id: string; journey: string }): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const { version } = await getCustomerRow(tx, input.id);
    const before = await getJourney(tx, { customerId: input.id, journeyId: input.journey });
    await tx.delete(journeys).where(eq(journeys.id, input.journey));
    await tx.update(customers).set({ version: version + 1 }).where(eq(customers.id, input.id));
    await record(tx, ctx, { action: "journey.deleted", entityId: input.id, customerId: input.id, before, touches: [{ kind: "customer", customerId: input.id }] });
  });
}

async function getJourney(tx: Tx, key: { customerId: string; journeyId: string }) {
  const [row] = await tx.select().from(journeys).where(and(eq(journeys.id, key.journeyId), eq(journeys.customerId, key.customerId)));
  if (!row) throw new Failure("not_found", "This journey does not exist any more.");
  const { id, name, description, criticality } = row;
  return { id, name, description, criticality };
}

async function nextPosition(tx: Tx, customerId: string): Promise<number> {
  const [last] = await tx.select({ position: max(journeys.position) }).from(journeys).where(eq(journeys.customerId, customerId));
  return (last?.position ?? -1) + 1;
}
