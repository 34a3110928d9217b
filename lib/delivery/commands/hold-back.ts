import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { deliveries } from "#db/schema/delivery";

/** Whatever waits for this reader about this story is not sent: it does not want it any more. What was tried stays as it is. */
// no requirePermission: called by commands of the reader itself
// no record: the delivery's state is the record
export async function holdBack(tx: Tx, { subscriberId, storyId }: { subscriberId: string; storyId: string }): Promise<void> {
  const waits = and(eq(deliveries.subscriberId, subscriberId), eq(deliveries.storyId, storyId), eq(deliveries.state, "queued"), isNull(deliveries.firstAttemptAt));
  await tx.update(deliveries).set({ state: "suppressed", renditionId: null }).where(waits);
}
