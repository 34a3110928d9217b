import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/open";
import { deliveries } from "#db/schema/delivery";

const Muted = z.object({ subscriberId: z.string(), incidentId: z.string() });

/** A reader muted an incident: what waits for it about that one, for the end of quiet hours or its turn, is not sent. What was tried stays as it is. */
export async function holdBackMuted({ db }: { db: Db }, payload: unknown): Promise<void> {
  const { subscriberId, incidentId } = Muted.parse(payload);
  const waits = and(eq(deliveries.subscriberId, subscriberId), eq(deliveries.storyId, incidentId), eq(deliveries.state, "queued"), isNull(deliveries.firstAttemptAt));
  await db.write((tx) => tx.update(deliveries).set({ state: "suppressed", renditionId: null }).where(waits), { lock: true });
}
