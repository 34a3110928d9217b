import { and, asc, eq, isNull } from "drizzle-orm";
import { customers, journeys } from "#db/schema/customers";
import { sliSeries, slis, sliSources } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { Failure } from "#lib/core/failure";
import { listRoutes } from "./for-ingest.ts";

const atMost = 500;

const shown = {
  id: sliSources.id, kind: sliSources.kind, name: sliSources.name, settings: sliSources.settings, keyLastFour: sliSources.keyLastFour, version: sliSources.version, createdAt: sliSources.createdAt,
  lastOkAt: sliSources.lastOkAt, failingSince: sliSources.failingSince, lastError: sliSources.lastError, unrouted: sliSources.unrouted,
};

/** Sources in use, by name; never their secrets. */
export async function listSources(ctx: Context) {
  requirePermission(ctx, "console.read");
  return ctx.read.select(shown).from(sliSources).where(isNull(sliSources.archivedAt)).orderBy(asc(sliSources.name), asc(sliSources.id)).limit(atMost);
}

/** A source with what it counts: its routes, or the queries it is asked. */
export async function getSourcePage(ctx: Context, { id }: { id: string }) {
  requirePermission(ctx, "console.read");
  const [source] = await ctx.read.select(shown).from(sliSources).where(and(eq(sliSources.id, id), isNull(sliSources.archivedAt)));
  if (!source) throw new Failure("not_found", "This source does not exist any more.");
  const series = await ctx.read
    .select({ number: sliSeries.number, sliId: sliSeries.sliId, query: sliSeries.query, firstMinute: sliSeries.firstMinute, lastMinute: sliSeries.lastMinute, sli: slis.name, customer: customers.name })
    .from(sliSeries).innerJoin(slis, eq(slis.id, sliSeries.sliId)).leftJoin(customers, eq(customers.id, slis.customerId)).where(eq(sliSeries.sourceId, id)).orderBy(asc(sliSeries.number)).limit(atMost);
  return { source, series, routes: await listRoutes(ctx.read, id) };
}

/** Every SLI with its customer and journey. */
export async function listSlis(ctx: Context) {
  requirePermission(ctx, "console.read");
  const { id, key, name, kind, definition, version, customerId, journeyId } = slis;
  return ctx.read
    .select({ id, key, name, kind, definition, version, customerId, journeyId, customer: customers.name, customerSlug: customers.slug, journey: journeys.name })
    .from(slis).leftJoin(customers, eq(customers.id, customerId)).leftJoin(journeys, eq(journeys.id, journeyId)).where(isNull(slis.archivedAt)).orderBy(asc(customers.name), asc(name), asc(id)).limit(atMost);
}

/** Whom an SLI can be of, with their journeys. */
export async function listSliOwners(ctx: Context) {
  requirePermission(ctx, "console.read");
  const rows = await ctx.read.select({ id: customers.id, name: customers.name, journeyId: journeys.id, journey: journeys.name }).from(customers).leftJoin(journeys, eq(journeys.customerId, customers.id)).where(isNull(customers.archivedAt)).orderBy(asc(customers.name), asc(customers.id), asc(journeys.position)).limit(2_000);
  const owners = new Map<string, { id: string; name: string; journeys: { id: string; name: string }[] }>();
  for (const row of rows) {
    const owner = owners.get(row.id) ?? { id: row.id, name: row.name, journeys: [] };
    if (row.journeyId !== null && row.journey !== null) owner.journeys.push({ id: row.journeyId, name: row.journey });
    owners.set(row.id, owner);
  }
  return [...owners.values()];
}
