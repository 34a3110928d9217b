import type { Context } from "#lib/access/context";
import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import { readBuckets } from "#lib/sli/queries/buckets";
import { burnDown, type BurnStep, type Coverage, coverageOf, stepsOf } from "../rules/burn-down.ts";
import { calibrate, type Calibration, type Forecast, forecastMiss } from "../rules/forecast.ts";
import { horizonAt, testMoments } from "../rules/horizon.ts";
import type { PastFigure, SloVersion, SloView } from "../rules/view.ts";
import { loadCounted } from "./definitions.ts";
import { loadDays } from "./days.ts";
import { loadFigure } from "./figures.ts";
import { findSloHistory, findSloView } from "./page.ts";

export interface SloDetail extends SloView {
  versions: SloVersion[];
  past: PastFigure[];
  /** Empty where nothing may fail, or its parts weigh differently. */
  steps: BurnStep[];
  coverage: Coverage;
  /** Null where there is not enough to draw from. */
  forecast: { outlook: Forecast; calibration: Calibration; toCome: number } | null;
}

const historyMs = 460 * DAY;
// Any number would do: it is the same for everybody and always.
const seed = 20_261;

/** Everything the page of one objective shows; null where the audience may not see it. */
export async function findSloDetail(ctx: Context, { id, zone }: { id: string; zone: string }): Promise<SloDetail | null> {
  const view = await findSloView(ctx, id);
  if (!view) return null;
  const past = (await findSloHistory(ctx, { id, months: 13, zone })) ?? [];
  return { ...view, past, steps: await loadSteps(ctx, view), coverage: await loadCoverage(ctx, view), forecast: await loadForecast(ctx, view) };
}

async function loadSteps(ctx: Context, { slo, version, figure }: SloView): Promise<BurnStep[]> {
  const { definition } = version;
  if (definition.way === "weighted") return [];
  const asked = { sloId: slo.id, customerId: slo.customerId, definition, now: ctx.now };
  const spans = [];
  for (const span of stepsOf(figure.elapsed)) spans.push({ ...span, ...(await loadFigure(ctx.read, { ...asked, at: span.until, window: span })).counts });
  return burnDown(spans, figure.budget.allowed);
}

async function loadCoverage(ctx: Context, { version, figure }: SloView): Promise<Coverage> {
  const counted = await loadCounted(ctx.read, version.definition.parts.map(({ sliId }) => sliId));
  const series = [...counted.values()].flatMap((sli) => sli.series);
  const { from, until } = figure.elapsed;
  const buckets = await readBuckets(ctx.read, { series, from: from / MINUTE, until: until / MINUTE, table: "sli_quarters" });
  return coverageOf(buckets.filter(({ total }) => total > 0).map(({ minute }) => minute * MINUTE), figure.elapsed);
}

async function loadForecast(ctx: Context, { version }: SloView): Promise<SloDetail["forecast"]> {
  const { definition } = version;
  const { window, targetPpm } = definition.policy;
  const today = Math.floor(ctx.now / DAY) * DAY;
  const span: Interval = { from: today - historyMs, until: today };
  const days = await loadDays(ctx.read, { definition, span });
  const horizon = horizonAt(window, today);
  const outlook = days && forecastMiss({ days, horizon, targetPpm, seed });
  return days && outlook ? { outlook, calibration: calibrate({ days, moments: testMoments(window, ctx.now), targetPpm, seed }), toCome: horizon.toCome } : null;
}
