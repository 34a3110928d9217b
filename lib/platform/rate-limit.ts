import { createHash } from "node:crypto";
import { lte, sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import type { Db } from "#db/open";
import { rateLimits } from "#db/schema/outbox";

export type RateLimit = { key: string; limit: number; windowMs: number; now: number };
export type Taken = { isAllowed: boolean; left: number; resetAt: number };

/** Counts one try against a limit shared by all processes; the window begins with its first try. */
export async function takeRateLimit(db: Db, { key, limit, windowMs, now }: RateLimit): Promise<Taken> {
  const isOver = sql`${rateLimits.resetAt} <= ${now}`;
  const [row] = await db.write(
    (tx) =>
      tx
        .insert(rateLimits)
        .values({ key: digest(key), count: 1, resetAt: now + windowMs })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: {
            count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
            resetAt: sql`case when ${isOver} then excluded.reset_at else ${rateLimits.resetAt} end`,
          },
        })
        .returning({ count: rateLimits.count, resetAt: rateLimits.resetAt }),
    { lock: true },
  );
  if (!row) throw new Error("The rate limit's row was not returned.");
  return { isAllowed: row.count <= limit, left: Math.max(0, limit - row.count), resetAt: row.resetAt };
}

/** What counts as one network: an IPv4 address, or the half of an IPv6 address that a provider hands out whole, as its owner changes the rest at will. */
export function networkKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}

/** Removes the counters of windows that are over. */
export async function forgetRateLimits(db: Db, now: number): Promise<void> {
  await db.write(async (tx) => void (await tx.delete(rateLimits).where(lte(rateLimits.resetAt, now))), { lock: true });
}

// Keys hold network and mail addresses of people, which have no business in a table of counters.
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
