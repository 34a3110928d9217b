import { and, eq, isNull } from "drizzle-orm";
import { customers } from "#db/schema/customers";
import { slis, sliSources } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { MINUTE } from "#lib/core/time";
import { fillQuery, openSecret } from "../queries/for-pull.ts";
import { SourceTrouble } from "../sources/contract.ts";
import { pullSourceOf, send } from "../sources/kinds.ts";

const minutes = 30;

export interface Tried {
  points: { at: number; good: number; total: number }[];
  trouble: string | null;
}

/** What a query would count: its last half hour by the minute, or why it gives nothing. */
// no record: it changes nothing
export async function tryQuery(ctx: Context, { sourceId, sliId, query }: { sourceId: string; sliId: string; query: Record<string, string> }): Promise<Tried> {
  requirePermission(ctx, "slos.manage");
  const [source] = await ctx.read.select().from(sliSources).where(and(eq(sliSources.id, sourceId), isNull(sliSources.archivedAt)));
  const adapter = source && pullSourceOf(source.kind);
  if (!source || !adapter) throw new Failure("not_found", "This source does not exist any more.");
  const [sli] = await ctx.read.select({ customer: customers.slug }).from(slis).leftJoin(customers, eq(customers.id, slis.customerId)).where(eq(slis.id, sliId));
  const until = Math.floor(ctx.now / MINUTE) - 1;
  try {
    const counts = await adapter.ask({ settings: source.settings, secret: openSecret(source), query: fillQuery(query, sli?.customer ?? null), span: { from: until - minutes, until }, now: ctx.now, send });
    return { points: [...counts].map(([minute, count]) => ({ at: minute * MINUTE, ...count })).toSorted((a, b) => b.at - a.at), trouble: null };
  } catch (error) {
    if (error instanceof SourceTrouble) return { points: [], trouble: error.message };
    throw error;
  }
}
