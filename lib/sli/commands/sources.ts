import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sliRoutes, sliSeries, sliSources } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { MINUTE } from "#lib/core/time";
import { randomToken, seal, sha256 } from "#lib/platform/crypto";
import { authSecret } from "#lib/platform/env";
import type { SaveRoute, SaveSource } from "../input.ts";
import { firstMinuteKept } from "../queries/kept.ts";
import { readMatchers } from "../rules/routing.ts";
import { readSettings } from "../rules/settings.ts";
import { MINUTES_A_DAY, pushKinds, type SourceKind } from "../terms.ts";
import { ensureSeries } from "./series.ts";

const keyBytes = 24;
const routesAtMost = 200;

/** Adds a source or changes it. One that sends gets a key, answered this once and kept as a hash; a secret of one that is asked is sealed. */
export async function saveSource(ctx: Context, input: SaveSource): Promise<{ id: string; key: string | null }> {
  requirePermission(ctx, "slos.manage");
  const { id: given, version, kind, name } = input;
  const settings = readSettings(kind, input.settings);
  if ("fields" in settings) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", settings.fields);
  const id = given ?? newId("src", ctx.now);
  const key = given === null && isPush(kind) ? newKey() : null;
  const secret = input.secret === null ? {} : { secret: seal(authSecret(), `sli_sources/${id}/secret`, input.secret) };
  await ctx.write(async (tx) => {
    const before = given === null ? null : await getUnchanged(tx, { id, version });
    if (before && before.kind !== kind) throw new Failure("invalid", "A source stays what it is.", { kind: "Add another source for that." });
    if (before) await tx.update(sliSources).set({ name, settings, version: version + 1, ...secret }).where(eq(sliSources.id, id));
    else await tx.insert(sliSources).values({ id, kind, name, settings, ...secret, ...keyColumns(key), createdAt: ctx.now, createdBy: ctx.actor.kind === "person" ? ctx.actor.personId : null });
    await record(tx, ctx, { action: before ? "source.saved" : "source.created", entityId: id, before: before && { name: before.name, settings: before.settings }, after: { kind, name, settings, hasNewSecret: input.secret !== null }, touches: "nobody" });
  });
  return { id, key };
}

/** The old key stops at once. */
export async function renewSourceKey(ctx: Context, { id }: { id: string }): Promise<{ key: string }> {
  requirePermission(ctx, "slos.manage");
  const key = newKey();
  await ctx.write(async (tx) => {
    const source = await getSource(tx, id);
    if (!isPush(source.kind)) throw new Failure("invalid", "This source is asked: it has no key of ours.");
    await tx.update(sliSources).set(keyColumns(key)).where(eq(sliSources.id, id));
    await record(tx, ctx, { action: "source.key_renewed", entityId: id, touches: "nobody" });
  });
  return { key };
}

/** It sends nothing any more and is asked nothing. What it counted stays. */
export async function archiveSource(ctx: Context, { id }: { id: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    await getSource(tx, id);
    await tx.update(sliSources).set({ archivedAt: ctx.now, keyHash: null, secret: null, dueAt: null }).where(eq(sliSources.id, id));
    await record(tx, ctx, { action: "source.archived", entityId: id, touches: "nobody" });
  });
}

/** A metric of a source counts for an SLI from now on, of the customer its label names. */
export async function addRoute(ctx: Context, input: SaveRoute): Promise<string> {
  requirePermission(ctx, "slos.manage");
  const matchers = readMatchers(input.matchers);
  if (!matchers) throw new Failure("invalid", "Some of this cannot be saved yet. See the marked fields.", { matchers: 'Write them as Prometheus does: job="shop", code=~"2..|3..". No repeated groups.' });
  const id = newId("rte", ctx.now);
  await ctx.write(async (tx) => {
    const source = await getSource(tx, input.sourceId);
    if (source.kind !== "remote_write" && source.kind !== "otlp") throw new Failure("invalid", "Only a source that sends metrics has routes.");
    const others = await tx.select({ id: sliRoutes.id }).from(sliRoutes).where(eq(sliRoutes.sourceId, source.id));
    if (others.length >= routesAtMost) throw new Failure("conflict", `There are ${routesAtMost} routes already. Remove one that is not used any more.`);
    await tx.insert(sliRoutes).values({ ...input, id, matchers, createdAt: ctx.now });
    await record(tx, ctx, { action: "source.route_added", entityId: source.id, after: { ...input, id }, touches: "nobody" });
  });
  return id;
}

export async function removeRoute(ctx: Context, { sourceId, id }: { sourceId: string; id: string }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  await ctx.write(async (tx) => {
    const removed = await tx.delete(sliRoutes).where(and(eq(sliRoutes.id, id), eq(sliRoutes.sourceId, sourceId))).returning({ metric: sliRoutes.metric, sliKey: sliRoutes.sliKey });
    if (removed.length === 0) throw new Failure("not_found", "This route does not exist any more.");
    await record(tx, ctx, { action: "source.route_removed", entityId: sourceId, before: removed[0], touches: "nobody" });
  });
}

/** What a source that is asked counts for an SLI; without a query it counts for it no more. */
export async function saveQuery(ctx: Context, input: { sourceId: string; sliId: string; query: Record<string, string> | null; backfillDays: number }): Promise<void> {
  requirePermission(ctx, "slos.manage");
  const { sourceId, sliId, query } = input;
  await ctx.write(async (tx) => {
    const source = await getSource(tx, sourceId);
    if (isPush(source.kind)) throw new Failure("invalid", "This source sends by itself: it is asked nothing.");
    const series = await ensureSeries(tx, { sourceId, sliIds: [sliId], now: ctx.now });
    const minute = Math.floor(ctx.now / MINUTE);
    const readThrough = query === null ? null : Math.max(firstMinuteKept(ctx.now), minute - input.backfillDays * MINUTES_A_DAY);
    await tx.update(sliSeries).set({ query, readThrough }).where(eq(sliSeries.number, series.get(sliId) ?? 0));
    await tx.update(sliSources).set({ dueAt: ctx.now }).where(eq(sliSources.id, sourceId));
    await record(tx, ctx, { action: "source.query_saved", entityId: sourceId, after: { sliId, query }, touches: "nobody" });
  });
}

function isPush(kind: SourceKind): boolean {
  return (pushKinds as readonly string[]).includes(kind);
}

function newKey(): string {
  return `csk_${randomToken(keyBytes)}`;
}

function keyColumns(key: string | null) {
  return key === null ? {} : { keyHash: sha256(key), keyLastFour: key.slice(-4) };
}

async function getSource(tx: Tx, id: string) {
  const [row] = await tx.select().from(sliSources).where(and(eq(sliSources.id, id), isNull(sliSources.archivedAt)));
  if (!row) throw new Failure("not_found", "This source does not exist any more.");
  return row;
}

async function getUnchanged(tx: Tx, { id, version }: { id: string; version: number }) {
  const row = await getSource(tx, id);
  if (row.version !== version) throw new Failure("conflict", "Somebody else has changed this meanwhile. Open the page again and make your change there.");
  return row;
}
