import { eq } from "drizzle-orm";
import { subscribers } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";

/** Staff stop an address for good, as somebody asked them to. The record of what was sent stays. */
export async function removeSubscriber(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "subscribers.manage");
  await ctx.write(async (tx) => {
    const changed = await tx.update(subscribers).set({ state: "stopped", stoppedAt: ctx.now, pausedUntil: null }).where(eq(subscribers.id, input.id)).returning({ customerId: subscribers.customerId });
    const [row] = changed;
    if (!row) throw new Failure("not_found", "There is no such subscriber.");
    await record(tx, ctx, { action: "subscription.removed", entityId: input.id, customerId: row.customerId ?? undefined, touches: "nobody" });
  });
}
