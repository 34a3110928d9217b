import { createHash } from "node:crypto";
import { and, eq, inArray, max } from "drizzle-orm";
import type { Tx } from "#db/open";
import { sliStreams } from "#db/schema/sli";
import type { Context } from "#lib/access/context";
import { MINUTE } from "#lib/core/time";
import { findSlisByAddress, addressText, getSourceByKey, listRoutes, type IngestSource } from "../queries/for-ingest.ts";
import { firstMinuteKept } from "../queries/kept.ts";
import type { Point } from "../rules/points.ts";
import { type ArrivedStream, routesFor } from "../rules/routing.ts";
import { type Counting, pointsKeptMinutes, type Side, type SourceKind } from "../terms.ts";
import { keepPoints, type StreamPoints } from "./points.ts";
import { ensureSeries, noteHeard } from "./series.ts";
import { lockSeries, storeCounts } from "./store.ts";

export interface StreamsAnswer {
  accepted: number;
  /** Points of metrics that no route takes: nobody asked for them. */
  ignored: number;
  /** Points that fit a route and no SLI. */
  unrouted: number;
  /** Points of before the time in which lateness still counts exactly, or of the future. */
  outOfTime: number;
}

interface Routed {
  sliId: string;
  fingerprint: string;
  side: Side;
  counting: Counting;
  labels: Record<string, string>;
  points: Point[];
}

const aheadMs = 5 * MINUTE;

/** Metrics as a monitoring system sends them. The same points again, later or in another order come to the same counts. */
// no requirePermission: the source's key is the proof, and it opens nothing else
// no record: counts come by the thousand a minute and change no promise; the source notes when it was heard
export async function ingestStreams(ctx: Context, { key, kind, streams }: { key: string; kind: SourceKind; streams: readonly ArrivedStream[] }): Promise<StreamsAnswer> {
  const source = await getSourceByKey(ctx.read, { key, kinds: [kind] });
  const { answer, routed, unrouted } = await routeStreams(ctx, { source, streams });
  if (routed.length > 0 || unrouted.length > 0) {
    await ctx.write(async (tx) => {
      if (routed.length > 0) await countStreams(tx, { source, routed, now: ctx.now });
      await noteHeard(tx, source.id, { now: ctx.now, unrouted });
    }, { lock: true, holdMs: 30_000 });
  }
  return answer;
}

async function routeStreams(ctx: Context, { source, streams }: { source: IngestSource; streams: readonly ArrivedStream[] }) {
  const routes = await listRoutes(ctx.read, source.id);
  const answer: StreamsAnswer = { accepted: 0, ignored: 0, unrouted: 0, outOfTime: 0 };
  const wishes = streams.flatMap((stream) => {
    const taken = routesFor(stream, routes);
    if (taken.length === 0) answer.ignored += stream.points.length;
    return taken.map((route) => ({ stream, route, address: { customer: route.customerLabel === null ? null : (stream.labels[route.customerLabel] ?? ""), key: route.sliKey } }));
  });
  const known = await findSlisByAddress(ctx.read, wishes.map(({ address }) => address));
  const routed: Routed[] = [];
  const unrouted: { labels: Record<string, string>; why: string }[] = [];
  for (const { stream, route, address } of wishes) {
    const sliId = known.get(addressText(address));
    const points = stream.points.filter(([at]) => at >= ctx.now - pointsKeptMinutes * MINUTE && at <= ctx.now + aheadMs);
    if (sliId === undefined) {
      answer.unrouted += stream.points.length;
      if (unrouted.length < 20) unrouted.push({ labels: { __name__: stream.metric, ...stream.labels }, why: address.customer === "" ? `It has no label ${route.customerLabel}.` : `There is no SLI ${addressText(address)}.` });
      continue;
    }
    answer.outOfTime += stream.points.length - points.length;
    answer.accepted += points.length;
    const counting = stream.counting ?? route.counting;
    routed.push({ sliId, fingerprint: fingerprintOf({ ...stream, side: route.side, sliId, counting }), side: route.side, counting, labels: { __name__: stream.metric, ...stream.labels }, points });
  }
  return { answer, routed, unrouted };
}

async function countStreams(tx: Tx, { source, routed, now }: { source: IngestSource; routed: readonly Routed[]; now: number }): Promise<void> {
  const series = await ensureSeries(tx, { sourceId: source.id, sliIds: routed.map(({ sliId }) => sliId), now });
  await lockSeries(tx, [...series.values()]);
  const numbers = await ensureStreams(tx, { source, routed, series, now });
  const arrived = new Map<number, StreamPoints>();
  for (const { fingerprint, counting, sliId, points } of routed) {
    const [stream, of] = [numbers.get(fingerprint), series.get(sliId)];
    if (stream === undefined || of === undefined) continue;
    const known = arrived.get(stream);
    if (known) known.points.push(...points);
    else arrived.set(stream, { stream, series: of, counting, points: [...points] });
  }
  await storeCounts(tx, await keepPoints(tx, [...arrived.values()]), { how: "set", keptFrom: firstMinuteKept(now) });
}

async function ensureStreams(tx: Tx, { source, routed, series, now }: { source: IngestSource; routed: readonly Routed[]; series: ReadonlyMap<string, number>; now: number }): Promise<Map<string, number>> {
  const wanted = new Map(routed.map((each) => [each.fingerprint, each]));
  const known = await findStreams(tx, source.id, [...wanted.keys()]);
  for (const [fingerprint, { side, counting, labels, sliId }] of [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    while (!known.has(fingerprint)) {
      const [last] = await tx.select({ number: max(sliStreams.number) }).from(sliStreams);
      await tx.insert(sliStreams).values({ number: (last?.number ?? 0) + 1, sourceId: source.id, fingerprint, series: series.get(sliId) ?? 0, side, counting, labels, createdAt: now }).onConflictDoNothing();
      for (const [found, number] of await findStreams(tx, source.id, [fingerprint])) known.set(found, number);
    }
  }
  return known;
}

async function findStreams(tx: Tx, sourceId: string, fingerprints: readonly string[]): Promise<Map<string, number>> {
  const { number, fingerprint } = sliStreams;
  const rows = await tx.select({ number, fingerprint }).from(sliStreams).where(and(eq(sliStreams.sourceId, sourceId), inArray(fingerprint, [...fingerprints])));
  return new Map(rows.map((row) => [row.fingerprint, row.number]));
}

function fingerprintOf({ metric, labels, side, sliId, counting }: Pick<ArrivedStream, "metric" | "labels"> & { side: Side; sliId: string; counting: Counting }): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify([metric, sorted, side, sliId, counting])).digest("hex");
}
