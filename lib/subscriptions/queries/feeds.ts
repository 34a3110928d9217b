import { and, desc, eq, isNull } from "drizzle-orm";
import { feedTokens } from "#db/schema/subscriptions";
import type { Context } from "#lib/access/context";

export interface OwnFeed {
  id: string;
  label: string;
  lastFour: string;
  createdAt: number;
  lastUsedAt: number | null;
}

/** A member's private feeds of one customer, newest first, without their secrets. */
export async function listOwnFeeds(ctx: Context, input: { personId: string; customerId: string }): Promise<OwnFeed[]> {
  const { id, label, lastFour, createdAt, lastUsedAt } = feedTokens;
  return ctx.read
    .select({ id, label, lastFour, createdAt, lastUsedAt })
    .from(feedTokens)
    .where(and(eq(feedTokens.personId, input.personId), eq(feedTokens.customerId, input.customerId), isNull(feedTokens.revokedAt)))
    .orderBy(desc(feedTokens.createdAt));
}
