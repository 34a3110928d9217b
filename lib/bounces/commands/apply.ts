import { and, eq, gt, inArray } from "drizzle-orm";
import type { ReadDb, Tx } from "#db/open";
import { suppressions } from "#db/schema/delivery";
import { subscribers } from "#db/schema/subscriptions";
import { newId } from "#lib/core/ids";
import { isInForce, type Quarantine } from "../rules/quarantine.ts";

/** What is known of an address's failures, or null. */
export async function findQuarantine(read: ReadDb, email: string): Promise<Quarantine | null> {
  const { kind, reason, bounces, createdAt, retryAt, healedAt } = suppressions;
  const [row] = await read.select({ kind, reason, bounces, createdAt, retryAt, healedAt }).from(suppressions).where(eq(suppressions.email, email));
  return row ?? null;
}

/** Keeps it, and stops or starts whoever hears under this address. Answers the subscribers whose state changed. */
export async function keepQuarantine(tx: Tx, input: { email: string; quarantine: Quarantine; now: number }): Promise<string[]> {
  const { email, quarantine, now } = input;
  await tx.insert(suppressions).values({ email, id: newId("sup", now), ...quarantine }).onConflictDoUpdate({ target: suppressions.email, set: quarantine });
  return isInForce(quarantine) ? stopAll(tx, email) : startAll(tx, { email, now });
}

async function stopAll(tx: Tx, email: string): Promise<string[]> {
  const listens = and(mailOf(email), inArray(subscribers.state, ["active", "paused"]));
  return (await tx.update(subscribers).set({ state: "quarantined" }).where(listens).returning({ id: subscribers.id })).map((row) => row.id);
}

// Whoever had paused goes on pausing.
async function startAll(tx: Tx, { email, now }: { email: string; now: number }): Promise<string[]> {
  const isHeld = and(mailOf(email), eq(subscribers.state, "quarantined"));
  const pausing = await tx.update(subscribers).set({ state: "paused" }).where(and(isHeld, gt(subscribers.pausedUntil, now))).returning({ id: subscribers.id });
  const listening = await tx.update(subscribers).set({ state: "active", pausedUntil: null }).where(isHeld).returning({ id: subscribers.id });
  return [...pausing, ...listening].map((row) => row.id);
}

function mailOf(email: string) {
  return and(eq(subscribers.email, email), eq(subscribers.channel, "email"));
}
