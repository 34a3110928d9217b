import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Audience } from "#lib/access/terms";
import { Failure } from "#lib/core/failure";
import { getPreferences } from "../queries/subscriber.ts";
import type { KindOfPost } from "../terms.ts";
import { replaceChoice } from "./choose.ts";
import { keepPreferences } from "./preferences.ts";

interface OneComponent {
  subscriberId: string;
  audience: Audience;
  componentId: string;
  /** All it may choose from. */
  knownIds: readonly string[];
  now: number;
}

/** Everything but this component from now on; whoever chose components loses this one. */
// no requirePermission: called by commands whose link is the proof
// no record: they record it
export async function stopComponent(tx: Tx, { subscriberId, audience, componentId, knownIds, now }: OneComponent): Promise<void> {
  if (!knownIds.includes(componentId)) throw new Failure("not_found", "There is no such component.");
  const rows = await tx.select({ scope: subscriptions.scope, componentId: subscriptions.componentId }).from(subscriptions).where(eq(subscriptions.subscriberId, subscriberId));
  if (!rows.some((row) => row.scope === "everything")) {
    await tx.delete(subscriptions).where(and(eq(subscriptions.subscriberId, subscriberId), eq(subscriptions.componentId, componentId)));
    return;
  }
  await replaceChoice(tx, { subscriberId, audience, scope: "components", components: knownIds.filter((id) => id !== componentId), now });
}

/** No more of one kind. */
// no requirePermission: called by commands whose link is the proof
// no record: they record it
export async function stopKind(tx: Tx, { subscriberId, kind, now }: { subscriberId: string; kind: KindOfPost | undefined; now: number }): Promise<void> {
  if (kind === undefined) throw new Failure("invalid", "Say which mails shall end.");
  const preferences = await getPreferences(tx, subscriberId);
  await keepPreferences(tx, { subscriberId, preferences: { ...preferences, kinds: preferences.kinds.filter((each) => each !== kind) }, timeZone: undefined, now });
}

/** Each mail at once again; what was collected comes a last time. */
// no requirePermission: called by commands whose link is the proof
// no record: they record it
export async function stopDigest(tx: Tx, { subscriberId, now }: { subscriberId: string; now: number }): Promise<void> {
  const preferences = await getPreferences(tx, subscriberId);
  await keepPreferences(tx, { subscriberId, preferences: { ...preferences, digestAt: null }, timeZone: undefined, now });
}

/** Whether several people read a mailbox, as staff know it. */
// no requirePermission: called by commands that ask for it
// no record: they record it
export async function setShared(tx: Tx, { id, isShared }: { id: string; isShared: boolean }): Promise<{ customerId: string | null }> {
  const [row] = await tx.update(subscribers).set({ isShared }).where(and(eq(subscribers.id, id), eq(subscribers.channel, "email"))).returning({ customerId: subscribers.customerId });
  if (!row) throw new Failure("not_found", "There is no such subscriber.");
  return row;
}
