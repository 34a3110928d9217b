import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers } from "#db/schema/subscriptions";
import { Failure } from "#lib/core/failure";
import { columnsOf, nextDigest, type Preferences } from "../rules/preferences.ts";

interface Change {
  subscriberId: string;
  /** Null leaves them as they are, but for what follows from another zone. */
  preferences: Preferences | null;
  timeZone: string | undefined;
  now: number;
}

/** Keeps how a reader wants to be told, and when its next digest is due. */
// no requirePermission: called by commands for the reader they found
// no record: they record it
export async function keepPreferences(tx: Tx, { subscriberId, preferences, timeZone, now }: Change): Promise<void> {
  const { digestAt, nextDigestAt, timeZone: zone, isShared } = subscribers;
  const [before] = await tx.select({ digestAt, nextDigestAt, timeZone: zone, isShared }).from(subscribers).where(eq(subscribers.id, subscriberId));
  if (!before) throw new Error("The subscriber is not there.");
  if (before.isShared && preferences?.kinds.length === 0) throw new Failure("invalid", "Several people read this mailbox, so it cannot be turned off here. Leave at least one kind of mail on, or stop the list.");
  const kept = preferences ? columnsOf(preferences) : {};
  const wanted = preferences ? preferences.digestAt : before.digestAt;
  const at = { digestAt: wanted, timeZone: timeZone ?? before.timeZone };
  const isSame = at.digestAt === before.digestAt && at.timeZone === before.timeZone;
  await tx
    .update(subscribers)
    .set({ ...kept, timeZone: at.timeZone, nextDigestAt: isSame ? before.nextDigestAt : nextDigest(before, { ...at, now }) })
    .where(eq(subscribers.id, subscriberId));
}
