import { setImmediate as turn } from "node:timers/promises";
import type { Context } from "#lib/access/context";
import { completedPeriods } from "#lib/core/calendar";
import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import { readBuckets, sumWindow } from "#lib/sli/queries/buckets";
import { firstMinuteKept } from "#lib/sli/queries/kept";
import { type Counted, loadCounted } from "#lib/slo/queries/definitions";
import { loadDays } from "#lib/slo/queries/days";
import { listExclusions } from "#lib/slo/queries/exclusions";
import { listExcluded, loadFigure } from "#lib/slo/queries/figures";
import { addCounts, type Counts, nothing } from "#lib/slo/rules/counts";
import { cutAtSlices } from "#lib/slo/rules/exclusions";
import { versionAt } from "#lib/slo/rules/form";
import { elapsedOf } from "#lib/slo/rules/policy";
import type { Slo, SloVersion } from "#lib/slo/rules/view";
import type { ObjectiveEvidence } from "../rules/evidence.ts";
import { writeRuns } from "../rules/runs.ts";
import type { Terms } from "../rules/shapes.ts";

interface Asked {
  slo: Slo;
  period: Interval;
  zone: string;
  contract: Terms | null;
}

const trendMonths = 3;
// So much is read in one turn of the event loop.
const bucketsAtOnce = 1_500;

/** What one objective's figure is made of, by the version that held when the period ended. Null where there was none. */
export async function gatherObjective(ctx: Context, { slo, period, zone, contract }: Asked): Promise<ObjectiveEvidence | null> {
  const version = versionAt(slo.versions, period.until - 1);
  if (!version || slo.createdAt >= period.until) return null;
  const { policy, way, parts } = version.definition;
  const counted = await loadCounted(ctx.read, parts.map(({ sliId }) => sliId));
  const minutes = minutesOf({ slo, version, contract, isKept: period.from >= firstMinuteKept(ctx.now) * MINUTE });
  const since = [...counted.values()].reduce<number | null>((first, sli) => (sli.since === null ? first : Math.min(first ?? sli.since, sli.since)), null);
  const span = elapsedOf(period, { at: period.until, since: since ?? period.until, sliceMinutes: policy.sliceMinutes });
  const slis = [];
  for (const { sliId, weight } of parts) {
    const sli = counted.get(sliId);
    if (!sli) continue;
    const slots = minutes === null ? [] : await readSlots(ctx, { sli, period, minutes });
    const excluded = minutes === null ? [] : await listExcluded(ctx.read, { sloId: slo.id, customerId: slo.customerId, definition: version.definition, at: period.until, now: ctx.now, span, sli });
    const pieces = [];
    for (const piece of cutAtSlices(excluded, minutes ?? 1)) pieces.push({ ...piece, ...(await countPiece(ctx, { sli, piece, slots, from: period.from, minutes: minutes ?? 1 })) });
    slis.push({ sliId, name: sli.name, definition: sli.definition, weight, since: minutes === null ? null : sli.since, slots: { from: period.from, stepMinutes: minutes ?? 15, runs: writeRuns(slots) }, pieces });
  }
  const exclusions = (await listExclusions(ctx, [slo.id])).filter(({ from, until }) => from < period.until && until > period.from).map(({ sloId: _of, disputedByName: _by, dispute: _words, disputeAnswer: _answer, ...each }) => each);
  return { id: slo.id, name: slo.name, version: version.number, isObserved: period.until <= version.bindsFrom, policy, way, slis, exclusions, trend: await loadTrend(ctx, { slo, period, zone }), days: await loadPastDays(ctx, { version, until: period.until }) };
}

/** How long a slot is: a quarter hour, or what slices ask for. Null where minutes are needed and gone. */
function minutesOf({ slo, version, contract, isKept }: { slo: Slo; version: SloVersion; contract: Terms | null; isKept: boolean }): number | null {
  const own = Math.min(15, version.definition.policy.sliceMinutes ?? 15);
  if (own < 15 && !isKept) return null;
  return contract?.sloId === slo.id && isKept ? Math.min(own, contract.sliceMinutes) : own;
}

async function readSlots(ctx: Context, { sli, period, minutes }: { sli: Counted; period: Interval; minutes: number }): Promise<Counts[]> {
  const slots = Array.from({ length: Math.round((period.until - period.from) / (minutes * MINUTE)) }, () => nothing);
  const [table, size] = minutes === 15 ? (["sli_quarters", 15] as const) : (["sli_minutes", 1] as const);
  const [first, last] = [period.from / MINUTE, period.until / MINUTE];
  for (let from = first; from < last; from += bucketsAtOnce * size) {
    for (const bucket of await readBuckets(ctx.read, { series: sli.series, from, until: Math.min(last, from + bucketsAtOnce * size), table })) {
      const index = Math.floor((bucket.minute - first) / minutes);
      slots[index] = addCounts(slots[index] ?? nothing, bucket);
    }
    await turn();
  }
  return slots;
}

async function countPiece(ctx: Context, { sli, piece, slots, from, minutes }: { sli: Counted; piece: Interval; slots: readonly Counts[]; from: number; minutes: number }): Promise<Counts> {
  const isWhole = piece.until - piece.from === minutes * MINUTE;
  if (isWhole) return slots[Math.round((piece.from - from) / (minutes * MINUTE))] ?? nothing;
  return addCounts(...(await sumWindow(ctx.read, { series: sli.series, from: piece.from / MINUTE, until: piece.until / MINUTE })).values());
}

/** The months before the one in which the period ends, each by the version that held then. */
async function loadTrend(ctx: Context, { slo, period, zone }: { slo: Slo; period: Interval; zone: string }): Promise<ObjectiveEvidence["trend"]> {
  const trend = [];
  for (const window of completedPeriods(period.until - 1, trendMonths, { unit: "month", zone })) {
    const version = versionAt(slo.versions, window.until - 1);
    if (!version) continue;
    const { definition } = version;
    const isKept = (definition.policy.sliceMinutes ?? 15) >= 15 || window.from >= firstMinuteKept(ctx.now) * MINUTE;
    const figure = isKept ? await loadFigure(ctx.read, { sloId: slo.id, customerId: slo.customerId, definition, at: window.until, now: ctx.now, window }) : null;
    trend.push({ from: window.from, until: window.until, targetPpm: definition.policy.targetPpm, counts: figure && figure.counts.total > 0 ? { good: figure.counts.good, total: figure.counts.total } : null });
    await turn();
  }
  return trend;
}

async function loadPastDays(ctx: Context, { version, until }: { version: SloVersion; until: number }): Promise<ObjectiveEvidence["days"]> {
  const { window } = version.definition.policy;
  const length = Math.max(56, window.kind === "rolling" ? window.days : 0);
  const end = Math.floor(until / DAY) * DAY;
  const from = end - length * DAY;
  const days = await loadDays(ctx.read, { definition: version.definition, span: { from, until: end } });
  return days && { from, counts: days.map(({ good, total }): [number, number] => [good, total]) };
}
