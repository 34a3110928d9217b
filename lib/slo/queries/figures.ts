import { and, eq, gt, isNotNull, isNull, lt } from "drizzle-orm";
import type { ReadDb } from "#db/open";
import { sloExclusions } from "#db/schema/slo";
import type { Audience } from "#lib/access/terms";
import type { Interval } from "#lib/core/intervals";
import { MINUTE } from "#lib/core/time";
import { listWorkSpans } from "#lib/maintenance/queries/work";
import { readBuckets, sumWindow } from "#lib/sli/queries/buckets";
import type { Definition } from "../input.ts";
import { addCounts, type Counts, nothing } from "../rules/counts.ts";
import { cutAtSlices, type Excluded, excludedByWork, layOver } from "../rules/exclusions.ts";
import { type CountedPart, countsOfPart, figureOfParts } from "../rules/parts.ts";
import { elapsedOf, type Policy, windowAt } from "../rules/policy.ts";
import type { SloFigure } from "../rules/view.ts";
import type { Piece, Slice } from "../rules/slices.ts";
import { type Counted, loadCounted } from "./definitions.ts";

export interface Asked {
  sloId: string;
  customerId: string | null;
  definition: Definition;
  at: number;
  /** Another span than the window that ends at `at`. */
  window?: Interval;
}

/** The figure of one objective, from buckets, exclusions and planned work. */
export async function loadFigure(read: ReadDb, asked: Asked & { now: number }): Promise<SloFigure> {
  const { definition, at } = asked;
  const { policy } = definition;
  const counted = await loadCounted(read, definition.parts.map(({ sliId }) => sliId));
  const starts = [...counted.values()].flatMap(({ since }) => since ?? []);
  const since = starts.length === 0 ? null : Math.min(...starts);
  const span = elapsedOf(asked.window ?? windowAt(policy.window, at), { at, since: since ?? at, sliceMinutes: policy.sliceMinutes });
  const parts = [];
  for (const { sliId, weight } of definition.parts) {
    const sli = counted.get(sliId);
    if (!sli) continue;
    const excluded = await listExcluded(read, { ...asked, sli, span });
    parts.push({ sli, weight, ...(await gather(read, { policy, sli, span, excluded })) });
  }
  const figure = figureOfParts(definition, parts, { at, since: since ?? at, window: asked.window, span });
  return { ...figure, since, parts: parts.map((part) => ({ sliId: part.sli.sliId, name: part.sli.name, definition: part.sli.definition, counts: countsOfPart(policy, part, span) })) };
}

interface Part extends CountedPart {
  sli: Counted;
}

/** Exclusions in force and planned work, as spans in which counts are changed. */
export async function listExcluded(read: ReadDb, { sloId, customerId, definition, span, sli, now }: Asked & { span: Interval; sli: Counted; now: number }): Promise<Excluded[]> {
  const { from, until, effect, approvedAt, withdrawnAt } = sloExclusions;
  const inForce = and(eq(sloExclusions.sloId, sloId), isNotNull(approvedAt), isNull(withdrawnAt), lt(from, span.until), gt(until, span.from));
  const spans = await read.select({ from, until, effect }).from(sloExclusions).where(inForce);
  const audience: Audience = customerId === null ? { kind: "public" } : { kind: "customer", customerId };
  const work = definition.policy.maintenance === "counts" ? [] : await listWorkSpans(read, { audience, componentIds: sli.componentIds, span, now });
  return layOver(span, [...spans, ...excludedByWork(work, definition.policy.maintenance)]);
}

export async function gather(read: ReadDb, { policy, sli, span, excluded }: { policy: Policy; sli: Counted; span: Interval; excluded: readonly Excluded[] }): Promise<Pick<Part, "counts" | "slices" | "pieces">> {
  if (policy.method === "occurrences") {
    const pieces: Piece[] = [];
    for (const each of excluded) pieces.push({ ...each, ...(await sumSpan(read, sli, each)) });
    return { counts: await sumSpan(read, sli, span), slices: [], pieces };
  }
  const minutes = policy.sliceMinutes ?? 1;
  const slices = await readSlices(read, { sli, span, minutes });
  const byStart = new Map(slices.map((slice) => [slice.at, slice]));
  const pieces: Piece[] = [];
  for (const each of cutAtSlices(excluded, minutes)) {
    const isWhole = each.until - each.from === minutes * MINUTE;
    const { good, total } = isWhole ? (byStart.get(each.from) ?? nothing) : await sumSpan(read, sli, each);
    pieces.push({ ...each, good, total });
  }
  return { counts: nothing, slices, pieces };
}

async function sumSpan(read: ReadDb, { series }: Counted, { from, until }: Interval): Promise<Counts> {
  return addCounts(...(await sumWindow(read, { series, from: from / MINUTE, until: until / MINUTE })).values());
}

/** Slices from the coarsest buckets that make them up. */
async function readSlices(read: ReadDb, { sli, span, minutes }: { sli: Counted; span: Interval; minutes: number }): Promise<Slice[]> {
  const table = minutes % 15 === 0 ? "sli_quarters" : "sli_minutes";
  const buckets = await readBuckets(read, { series: sli.series, from: span.from / MINUTE, until: span.until / MINUTE, table });
  const slices = new Map<number, Slice>();
  for (const { minute, good, total } of buckets) {
    const at = Math.floor(minute / minutes) * minutes * MINUTE;
    const slice = slices.get(at);
    if (slice) Object.assign(slice, addCounts(slice, { good, total }));
    else slices.set(at, { at, good, total });
  }
  return [...slices.values()];
}
