import { and, desc, eq, isNull } from "drizzle-orm";
import { embedTokens } from "#db/schema/embeds";
import type { Context } from "#lib/access/context";
import { embedsAtMost } from "./terms.ts";

export interface Embed {
  id: string;
  label: string;
  lastFour: string;
  origins: string[];
  createdAt: number;
  lastUsedAt: number | null;
}

/** A customer's embeds, newest first, without their secrets. */
export async function listEmbeds(ctx: Context, { customerId }: { customerId: string }): Promise<Embed[]> {
  if (ctx.audience.kind !== "customer" || ctx.audience.customerId !== customerId) return [];
  const { id, label, lastFour, origins, createdAt, lastUsedAt } = embedTokens;
  return ctx.read
    .select({ id, label, lastFour, origins, createdAt, lastUsedAt })
    .from(embedTokens)
    .where(and(eq(embedTokens.customerId, customerId), isNull(embedTokens.revokedAt)))
    .orderBy(desc(createdAt))
    .limit(embedsAtMost);
}
