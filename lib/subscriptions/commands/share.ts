import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { setShared } from "./narrow.ts";

/** Staff say whether several people read a mailbox: then none of them stops it for all. */
export async function shareSubscriber(ctx: Context, { id, shared }: { id: string; shared: boolean }): Promise<void> {
  requirePermission(ctx, "subscribers.manage");
  await ctx.write(async (tx) => {
    const { customerId } = await setShared(tx, { id, isShared: shared });
    await record(tx, ctx, { action: shared ? "subscription.shared" : "subscription.unshared", entityId: id, customerId: customerId ?? undefined, touches: "nobody" });
  });
}
