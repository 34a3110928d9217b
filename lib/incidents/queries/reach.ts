import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { isBehind, spread, together } from "#db/keyset";
import type { ReadDb } from "#db/open";
import { customerComponents } from "#db/schema/customers";
import { incidentReach, incidents, updates } from "#db/schema/incidents";
import type { Context } from "#lib/access/context";
import type { Audience } from "#lib/access/terms";
import type { Cursor } from "#lib/core/pages";
import { reachKeys, stillActive } from "../rules/reach.ts";

// These find incidents by an index, whatever there is for others. They prove nothing: whoever reads an incident asks `visibleIncidents` too.

// SQLite takes 32,766 values a statement, and these become values of the next.
const idsAtMost = 10_000;

/** Under which keys this audience finds incidents. */
export async function loadReachKeys(read: ReadDb, audience: Audience): Promise<string[]> {
  if (audience.kind !== "customer") return reachKeys(audience, []);
  const used = await read.select({ id: customerComponents.componentId }).from(customerComponents).where(eq(customerComponents.customerId, audience.customerId));
  return reachKeys(audience, used.map((each) => each.id));
}

/** Incidents something of which lasted beyond an instant, at most so many of the latest. */
export async function listActive(ctx: Context, input: { since: number; limit: number }): Promise<string[]> {
  const keys = await loadReachKeys(ctx.read, ctx.audience);
  return listByKey(ctx.read, spread(keys).map((some) => activeOf({ keys: some, ...input })));
}

/** Incidents that are not over, or of which something is not. */
export async function listStillActive(ctx: Context, input: { limit: number }): Promise<string[]> {
  return listActive(ctx, { since: stillActive - 1, ...input });
}

/** The newest resolved incidents, or those before a place in the list. At most `limit` for each key: the caller puts them in order. */
export async function listNewestResolved(ctx: Context, input: { before: Cursor | null; limit: number }): Promise<string[]> {
  const keys = await loadReachKeys(ctx.read, ctx.audience);
  return listByKey(ctx.read, spread(keys).map((some) => newestOf(ctx.read, { keys: some, ...input })));
}

/** Incidents that something was last written down about here, however long ago it happened. */
export async function listLatelyTold(ctx: Context, { limit }: { limit: number }): Promise<string[]> {
  const keys = await loadReachKeys(ctx.read, ctx.audience);
  const candidates = await listByKey(ctx.read, spread(keys).map((some) => toldOf({ keys: some, limit })));
  if (candidates.length === 0) return [];
  const latest = await ctx.read
    .select({ id: updates.incidentId })
    .from(updates)
    .where(and(inArray(updates.incidentId, candidates), isNull(updates.externalId), eq(updates.isQuiet, false)))
    .orderBy(desc(updates.recordedAt), desc(updates.id))
    .limit(limit);
  return [...new Set(latest.map((each) => each.id))];
}

async function listByKey(read: ReadDb, queries: Parameters<typeof together>[0]): Promise<string[]> {
  const rows = await read.rows<{ id: string }>(together(queries));
  return [...new Set(rows.map((row) => row.id))].slice(0, idsAtMost);
}

// Text rather than the builder's: a customer has a branch for each component it uses, and building them cost more than all their rows.
function activeOf({ keys, since, limit }: { keys: string[]; since: number; limit: number }) {
  return sql`(select incident_id as id from incident_reach where ${isUnder(keys)} and active_until > ${since} order by active_until desc, incident_id desc limit ${limit})`;
}

function isUnder(keys: string[]): SQL {
  const [key] = keys;
  return keys.length === 1 ? sql`key = ${key}` : sql`key in ${keys}`;
}

function newestOf(read: ReadDb, { keys, before, limit }: { keys: string[]; before: Cursor | null; limit: number }) {
  const { incidentId, key, startedAt } = incidentReach;
  return read
    .select({ id: sql`${incidentId}`.as("id") })
    .from(incidentReach)
    .innerJoin(incidents, eq(incidents.id, incidentId))
    .where(and(inArray(key, keys), isBehind([startedAt, incidentId], before), isNotNull(incidents.resolvedAt)))
    .orderBy(desc(startedAt), desc(incidentId))
    .limit(limit);
}

function toldOf({ keys, limit }: { keys: string[]; limit: number }) {
  return sql`(select incident_id as id from incident_reach where ${isUnder(keys)} and told_at >= 0 order by told_at desc, incident_id desc limit ${limit})`;
}
