import { and, asc, eq, gte } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/open";
import { maintenances, maintenanceSeries } from "#db/schema/maintenance";
import type { Context } from "#lib/access/context";
import { requirePermission } from "#lib/access/permissions";
import { record } from "#lib/audit/record";
import { Failure } from "#lib/core/failure";
import { newId } from "#lib/core/ids";
import { isOccurrence, occurrences, readRule, refuseRule } from "#lib/core/recurrence";
import { touchedBy } from "#lib/incidents/commands/reach";
import { ChangeSeries, ScheduleSeries } from "../input.ts";
import { getMaintenanceForChange, getSeriesRow, type LoadedMaintenance, type MaintenanceRow, type SeriesRow } from "../queries/for-change.ts";
import { recurrenceOf, type SeriesSettings } from "../rules/series.ts";
import { accept, invalid, personOf } from "./accept.ts";
import { armTimes } from "./arm.ts";
import { makeOccurrence, makeOccurrences, settingsOf } from "./occurrences.ts";
import { cancelStep } from "./progress.ts";
import { refusePlan } from "./schedule.ts";
import { setReach, take } from "./step.ts";

export interface PlannedSeries {
  seriesId: string;
  /** Of its first occurrence, where that is near enough to be a maintenance already. */
  code: string | null;
}

export async function scheduleSeries(ctx: Context, input: ScheduleSeries): Promise<PlannedSeries> {
  requirePermission(ctx, "maintenance.post");
  const plan = accept(ScheduleSeries, input);
  return ctx.write(async (tx) => {
    const { series, made } = await planSeries(tx, ctx, plan);
    return { seriesId: series.id, code: made[0]?.row.code ?? null };
  });
}

/** Ends the series before an occurrence and plans a new one from there. What is planned already from there on is taken over where the new rule has it, else cancelled. */
export async function changeSeries(ctx: Context, input: ChangeSeries): Promise<PlannedSeries> {
  requirePermission(ctx, "maintenance.post");
  const { seriesId, baseVersion, from, ...plan } = accept(ChangeSeries, input);
  return ctx.write(async (tx) => {
    const before = await getSeriesRow(tx, seriesId);
    refuseStaleSeries(before, baseVersion);
    if (!isOccurrence(recurrenceOf(before), from)) throw invalid({ from: "Choose one of the times of this series." });
    await closeSeries(tx, ctx, { series: before, endedAt: from - 1, action: "series.changed" });
    const planned = await listPlanned(tx, before.id, from);
    const { series } = await insertSeries(tx, ctx, { ...plan, acceptsOverlap: true });
    for (const row of planned) await takeOver(tx, ctx, { row, series });
    const made = await makeOccurrences(tx, ctx, series);
    return { seriesId: series.id, code: made[0]?.row.code ?? null };
  });
}

/** No occurrence after those that are planned already; with `cancelsPlanned` not even those. */
export async function endSeries(ctx: Context, { id, version, cancelsPlanned }: { id: string; version: number; cancelsPlanned: boolean }): Promise<void> {
  requirePermission(ctx, "maintenance.post");
  await ctx.write(async (tx) => {
    const series = await getSeriesRow(tx, id);
    refuseStaleSeries(series, version);
    await closeSeries(tx, ctx, { series, endedAt: ctx.now, action: "series.ended" });
    if (!cancelsPlanned) return;
    for (const row of await listPlanned(tx, id, ctx.now)) await cancel(tx, ctx, row);
  });
}

/** One occurrence becomes a maintenance of its own before its time, to be moved or cancelled alone. */
export async function planOccurrence(ctx: Context, { id, at }: { id: string; at: number }): Promise<{ code: string }> {
  requirePermission(ctx, "maintenance.post");
  // no record: it is recorded as what it becomes, planned work
  return ctx.write(async (tx) => {
    const series = await getSeriesRow(tx, id);
    const [made] = await tx.select({ code: maintenances.code }).from(maintenances).where(and(eq(maintenances.seriesId, id), eq(maintenances.occurrenceAt, at)));
    if (made) return made;
    if (at <= ctx.now || (series.endedAt !== null && at > series.endedAt) || !isOccurrence(recurrenceOf(series), at)) throw new Failure("not_found", "This time is no part of the series any more.");
    return { code: (await makeOccurrence(tx, ctx, { series, at })).row.code };
  });
}

/** The worker's part: occurrences have come near. Does nothing for a series that was changed meanwhile. */
export async function makeDueOccurrences(ctx: Context, { seriesId, version }: { seriesId: string; version: number }): Promise<void> {
  requirePermission(ctx, "maintenance.post");
  // no record: each occurrence is recorded as what it is, planned work
  await ctx.write(async (tx) => {
    const [series] = await tx.select().from(maintenanceSeries).where(eq(maintenanceSeries.id, seriesId));
    if (series?.version === version) await makeOccurrences(tx, ctx, series);
  });
}

type Plan = z.output<typeof ScheduleSeries>;

async function planSeries(tx: Tx, ctx: Context, plan: Plan) {
  const { series, first } = await insertSeries(tx, ctx, plan);
  await refusePlan(tx, ctx, { ...plan, scheduledFor: first, scheduledUntil: first + series.durationMs, asksUntil: shifted(plan, first) });
  return { series, made: await makeOccurrences(tx, ctx, series) };
}

async function insertSeries(tx: Tx, ctx: Context, plan: Plan): Promise<{ series: SeriesRow; first: number }> {
  const durationMs = plan.scheduledUntil - plan.scheduledFor;
  if (durationMs <= 0) throw invalid({ ends: "The end must be after the start." });
  const first = firstOf(plan, durationMs);
  const { title, body, visibility, customerIds, componentIds, timeZone, rrule, startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, reminders } = plan;
  const asksBeforeMs = plan.asksUntil === null ? null : plan.scheduledFor - plan.asksUntil;
  const settings: SeriesSettings = { startsItself, completesItself, setsComponents, tellsPlan, tellsStart, tellsEnd, reminders, asksBeforeMs };
  const values = { id: newId("mse", ctx.now), title, body, visibility, customerIds, componentIds, rrule, timeZone, firstAt: first, durationMs, settings: { ...settings }, createdAt: ctx.now, createdBy: personOf(ctx) };
  const [series] = await tx.insert(maintenanceSeries).values(values).returning();
  if (!series) throw new Error("The series was not written.");
  await record(tx, ctx, { action: "series.planned", entityId: series.id, after: values, touches: await touchedBy(tx, [series]) });
  return { series, first };
}

function firstOf({ rrule, timeZone, scheduledFor }: Plan, durationMs: number): number {
  const read = readRule(rrule);
  if ("refusal" in read) throw invalid({ rrule: read.refusal });
  const recurrence = { rrule: read.rrule, timeZone, firstAt: scheduledFor };
  const refusal = refuseRule(recurrence, durationMs);
  const [first] = refusal === null ? occurrences(recurrence, { after: scheduledFor - 1, limit: 1 }) : [];
  if (first === undefined) throw invalid({ rrule: refusal ?? "This rule never comes true." });
  return first;
}

// The question ends as long before the first occurrence as it did before the start that was typed.
function shifted({ asksUntil, scheduledFor }: Plan, first: number): number | null {
  return asksUntil === null ? null : first - (scheduledFor - asksUntil);
}

async function closeSeries(tx: Tx, ctx: Context, { series, endedAt, action }: { series: SeriesRow; endedAt: number; action: "series.changed" | "series.ended" }): Promise<void> {
  if (series.endedAt !== null && series.endedAt <= endedAt) throw new Failure("conflict", "This series has ended already.");
  const version = series.version + 1;
  await tx.update(maintenanceSeries).set({ endedAt, version }).where(eq(maintenanceSeries.id, series.id));
  await record(tx, ctx, { action, entityId: series.id, before: { endedAt: series.endedAt }, after: { endedAt }, touches: await touchedBy(tx, [series]) });
  // The event of the old version does nothing any more, and there may be occurrences left before the end.
  if (endedAt > ctx.now) await makeOccurrences(tx, ctx, { ...series, endedAt, version });
}

async function listPlanned(tx: Tx, seriesId: string, from: number): Promise<MaintenanceRow[]> {
  return tx.select().from(maintenances).where(and(eq(maintenances.seriesId, seriesId), gte(maintenances.occurrenceAt, from), eq(maintenances.state, "scheduled"))).orderBy(asc(maintenances.occurrenceAt));
}

// What was planned for a time that the new rule has too stays planned, and is what the new series says; its words were told already.
async function takeOver(tx: Tx, ctx: Context, { row, series }: { row: MaintenanceRow; series: SeriesRow }): Promise<void> {
  const isKept = row.occurrenceAt !== null && isOccurrence(recurrenceOf(series), row.occurrenceAt);
  if (!isKept) return cancel(tx, ctx, row);
  const { row: before, reach } = await getMaintenanceForChange(tx, row.id);
  const { asksBeforeMs: _, ...settings } = settingsOf(series);
  const { title, visibility, customerIds, componentIds } = series;
  const changes = { ...settings, title, visibility, seriesId: series.id, version: before.version + 1 };
  await tx.update(maintenances).set(changes).where(eq(maintenances.id, row.id));
  const after = { visibility, customerIds, componentIds };
  await setReach(tx, row.id, after);
  await record(tx, ctx, { action: "maintenance.edited", entityId: row.id, before: { title: before.title, ...reach }, after: { ...changes, ...after }, touches: await touchedBy(tx, [reach, after]) });
  const work = { row: { ...before, ...changes }, reach: after };
  await armTimes(tx, ctx, row.scheduledUntil - row.scheduledFor === series.durationMs ? work.row : await lasting(tx, ctx, { work, durationMs: series.durationMs }));
}

async function lasting(tx: Tx, ctx: Context, { work, durationMs }: { work: LoadedMaintenance; durationMs: number }): Promise<MaintenanceRow> {
  const { row } = work;
  const changes = { scheduledUntil: row.scheduledFor + durationMs, sequence: row.sequence + 1, overrunAt: null };
  const step = { kind: "moved", action: "maintenance.moved", state: row.state, body: "", at: ctx.now, isQuiet: false, changes, earlier: { from: row.scheduledFor, until: row.scheduledUntil } } as const;
  return (await take(tx, ctx, { work, step })).row;
}

async function cancel(tx: Tx, ctx: Context, row: MaintenanceRow): Promise<void> {
  const work = await getMaintenanceForChange(tx, row.id);
  await take(tx, ctx, { work, step: cancelStep(work, { body: "", isQuiet: false, at: ctx.now }) });
}

function refuseStaleSeries(series: SeriesRow, baseVersion: number): void {
  if (series.version === baseVersion) return;
  const sentence = "Somebody changed this series while you were writing. Look at it as it is now, then send yours again.";
  throw new Failure("conflict", sentence, { version: sentence });
}
