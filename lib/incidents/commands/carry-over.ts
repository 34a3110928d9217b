import { eq } from "drizzle-orm";
import type { Tx } from "#db/open";
import { mutedIncidents, subscribers, subscriptions } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import type { Addressed } from "../rules/audience.ts";
import { listViewers } from "../queries/for-change.ts";

const rowsAtOnce = 1_000;

interface Merge {
  sourceId: string;
  targetId: string;
  /** Whom the target is for. */
  reach: Addressed;
}

/** Whoever followed or muted an incident follows or mutes the one it went into, as far as they may see that. */
export async function carryOver(tx: Tx, ctx: Context, { sourceId, targetId, reach }: Merge): Promise<void> {
  const viewers = new Set(await listViewers(tx, reach));
  const isAllowed = ({ customerId }: { customerId: string | null }) => (customerId === null ? reach.visibility === "public" : viewers.has(customerId));
  const already = new Set((await followersOf(tx, targetId)).map((each) => each.id));
  const following = (await followersOf(tx, sourceId)).filter((each) => isAllowed(each) && !already.has(each.id));
  await inSlices(following, (slice) => tx.insert(subscriptions).values(slice.map(({ id }) => ({ id: newId("scr", ctx.now), subscriberId: id, scope: "incident" as const, incidentId: targetId, createdAt: ctx.now }))));
  const muting = await tx.select({ id: subscribers.id, customerId: subscribers.customerId }).from(mutedIncidents).innerJoin(subscribers, eq(subscribers.id, mutedIncidents.subscriberId)).where(eq(mutedIncidents.incidentId, sourceId));
  const muted = muting.filter((each) => isAllowed(each) && !already.has(each.id));
  await inSlices(muted, (slice) => tx.insert(mutedIncidents).values(slice.map(({ id }) => ({ subscriberId: id, incidentId: targetId }))).onConflictDoNothing());
}

async function followersOf(tx: Tx, incidentId: string): Promise<{ id: string; customerId: string | null }[]> {
  return tx.selectDistinct({ id: subscribers.id, customerId: subscribers.customerId }).from(subscriptions).innerJoin(subscribers, eq(subscribers.id, subscriptions.subscriberId)).where(eq(subscriptions.incidentId, incidentId));
}

async function inSlices<T>(list: readonly T[], work: (slice: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < list.length; from += rowsAtOnce) await work(list.slice(from, from + rowsAtOnce));
}
