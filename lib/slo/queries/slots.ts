import type { Context } from "#lib/access/context";
import type { CsvCell } from "#lib/core/csv";
import type { Interval } from "#lib/core/intervals";
import { MINUTE, toIso } from "#lib/core/time";
import { readBuckets } from "#lib/sli/queries/buckets";
import { MINUTES_A_QUARTER } from "#lib/sli/terms";
import { judgeSlices } from "../rules/slices.ts";
import type { SloVersion, SloView } from "../rules/view.ts";
import { type Counted, loadCounted } from "./definitions.ts";
import { gather, listExcluded } from "./figures.ts";
import { findSloHistory, findSloView } from "./page.ts";

const columns = ["indicator", "kind", "from", "until", "good", "total", "verdict"];

/** Every slot that an objective's figure was made of, as rows of a file: adding them up gives what its page says. Null where the audience may not see it. */
export async function exportSlots(ctx: Context, id: string): Promise<CsvCell[][] | null> {
  const view = await findSloView(ctx, id);
  if (!view) return null;
  const counted = await loadCounted(ctx.read, view.version.definition.parts.map(({ sliId }) => sliId));
  const rows: CsvCell[][] = [columns];
  for (const sli of counted.values()) rows.push(...(await rowsOf(ctx, { view, sli })));
  return rows;
}

async function rowsOf(ctx: Context, { view, sli }: { view: SloView; sli: Counted }): Promise<CsvCell[][]> {
  const { slo, version, figure } = view;
  const { policy } = version.definition;
  const span = figure.elapsed;
  const excluded = await listExcluded(ctx.read, { sloId: slo.id, customerId: slo.customerId, definition: version.definition, at: ctx.now, now: ctx.now, span, sli });
  const { slices, pieces } = await gather(ctx.read, { policy, sli, span, excluded });
  const changed = pieces.map(({ effect, from, until, good, total }) => [sli.name, effect === "removed" ? "taken_out" : "counted_good", toIso(from), toIso(until), good, total, ""]);
  if (policy.method === "occurrences") return [...(await readWhole(ctx, { sli, span })).map(({ from, until, good, total }) => [sli.name, "counted", toIso(from), toIso(until), good, total, ""]), ...changed];
  const lengthMs = (policy.sliceMinutes ?? 1) * MINUTE;
  const { verdicts } = judgeSlices(policy, { slices, pieces, span });
  const byStart = new Map(slices.map((slice) => [slice.at, slice]));
  const judged = verdicts.map((verdict, index) => {
    const at = span.from + index * lengthMs;
    const slice = byStart.get(at);
    return [sli.name, "slice", toIso(at), toIso(at + lengthMs), slice?.good ?? "", slice?.total ?? "", verdict ?? "not_counted"];
  });
  return [...judged, ...changed];
}

// Minutes at the edges of the window, quarter hours between them: exactly what was added up.
async function readWhole(ctx: Context, { sli, span }: { sli: Counted; span: Interval }) {
  const [from, until] = [span.from / MINUTE, span.until / MINUTE];
  const [first, last] = [Math.min(until, Math.ceil(from / MINUTES_A_QUARTER) * MINUTES_A_QUARTER), Math.floor(until / MINUTES_A_QUARTER) * MINUTES_A_QUARTER];
  const read = async (table: "sli_minutes" | "sli_quarters", between: Interval) => {
    const lengthMs = table === "sli_quarters" ? MINUTES_A_QUARTER * MINUTE : MINUTE;
    return (await readBuckets(ctx.read, { series: sli.series, ...between, table })).map(({ minute, good, total }) => ({ from: minute * MINUTE, until: minute * MINUTE + lengthMs, good, total }));
  };
  return [...(await read("sli_minutes", { from, until: first })), ...(await read("sli_quarters", { from: first, until: last })), ...(await read("sli_minutes", { from: Math.max(first, last), until }))];
}

/** The last thirteen months of an objective as rows of a file, unrounded. */
export async function exportMonths(ctx: Context, { id, zone }: { id: string; zone: string }): Promise<CsvCell[][] | null> {
  const [view, past] = [await findSloView(ctx, id), await findSloHistory(ctx, { id, months: 13, zone })];
  if (!view || !past) return null;
  const targetOf = (number: number) => view.versions.find((version: SloVersion) => version.number === number)?.definition.policy.targetPpm;
  const rows = past.map<CsvCell[]>(({ from, until, version, isObserved, figure }) => [toIso(from), toIso(until), version, targetOf(version) ?? "", isObserved ? "yes" : "no", ...(figure ? [figure.counts.good, figure.counts.total, figure.before.good, figure.before.total, figure.leftPpm ?? ""] : ["", "", "", "", ""])]);
  return [["from", "until", "version", "target_ppm", "observed", "good", "total", "good_before_exclusions", "total_before_exclusions", "budget_left_ppm"], ...rows];
}
