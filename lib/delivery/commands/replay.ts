import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import { deliveries } from "#db/schema/delivery";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { wakeWorkers } from "#lib/platform/outbox";

/** Sends a delivery that was given up once more, as a new request. For an `unknown` one staff decide that a second copy does no harm. */
export async function replayDelivery(ctx: Context, input: { id: string }): Promise<void> {
  requirePermission(ctx, "deliveries.replay");
  await ctx.write(async (tx) => {
    const isGivenUp = and(eq(deliveries.id, input.id), inArray(deliveries.state, ["dead", "unknown"]), or(isNotNull(deliveries.message), isNotNull(deliveries.renditionId)));
    const changed = await tx
      .update(deliveries)
      .set({ state: "queued", batchId: null, token: null, firstAttemptAt: null, dueAt: ctx.now })
      .where(isGivenUp)
      .returning({ id: deliveries.id });
    if (changed.length === 0) throw new Failure("conflict", "Only a delivery that was given up can be sent again.");
    await record(tx, ctx, { action: "delivery.replayed", entityId: input.id, touches: "nobody" });
    wakeWorkers(tx);
  });
}
