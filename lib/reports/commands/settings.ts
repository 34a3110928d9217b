import { eq } from "drizzle-orm";
import { settings } from "#db/schema/outbox";
import { contracts } from "#db/schema/reports";
import { slos } from "#db/schema/slo";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import type { SaveContract } from "../input.ts";
import { releaseSetting } from "../queries/settings.ts";

/** After how many days a month's statement is released without a person; null: never. Drafts that wait keep their day. */
export async function saveReleaseRule(ctx: Context, { afterDays }: { afterDays: number | null }): Promise<void> {
  requirePermission(ctx, "portal.manage");
  await ctx.write(async (tx) => {
    const value = { afterDays };
    await tx.insert(settings).values({ key: releaseSetting, value, updatedAt: ctx.now }).onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: ctx.now } });
    await record(tx, ctx, { action: "setting.saved", entityId: releaseSetting, after: value, touches: "nobody" });
  });
}

/** What was agreed on with a customer about credits. Statements that are released keep what held then: it is written in them. */
export async function saveContract(ctx: Context, { id: customerId, version, terms }: SaveContract): Promise<void> {
  requirePermission(ctx, "customers.manage");
  await ctx.write(async (tx) => {
    const [objective] = await tx.select({ customerId: slos.customerId }).from(slos).where(eq(slos.id, terms.sloId));
    if (!objective || (objective.customerId !== null && objective.customerId !== customerId)) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { sloId: "Choose one of this customer’s objectives." });
    const [before] = await tx.select().from(contracts).where(eq(contracts.customerId, customerId));
    if ((before?.version ?? 0) !== version) throw new Failure("conflict", "Somebody else has changed this meanwhile. Open the page again and make your change there.");
    const row = { terms, version: version + 1, savedAt: ctx.now, savedByName: ctx.actor.kind === "person" ? ctx.actor.name : "" };
    await tx.insert(contracts).values({ customerId, ...row }).onConflictDoUpdate({ target: contracts.customerId, set: row });
    await record(tx, ctx, { action: "contract.saved", entityId: customerId, customerId, before: before?.terms, after: terms, touches: "nobody" });
  });
}
