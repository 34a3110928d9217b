import { z } from "zod";
import type { Context } from "#lib/access/context";
import { changeSeries, endSeries, planOccurrence, scheduleSeries } from "#lib/maintenance/commands/series";
import { getSeriesFacts, listSeries, type SeriesItem } from "#lib/maintenance/queries/console-series";
import { maintenanceStates } from "#lib/maintenance/terms";
import { operation } from "../operation.ts";
import { Instant, iso, isoOrNull, Nothing, pageOf, toPageAnswer, Version, When } from "./fields.ts";
import { PlanFields } from "./maintenance.ts";

const RuleFields = PlanFields.extend({ rrule: z.string().min(1).max(300).describe("RFC 5545, as FREQ=WEEKLY;BYDAY=SU."), timeZone: z.string().min(1).max(64).describe("On whose clock its times are.") });

const summary = { id: z.string(), title: z.string(), repeats: z.string().describe("In words."), durationMinutes: z.number(), endedAt: Instant.nullable(), times: z.array(z.object({ at: Instant, code: z.string().nullable().describe("Of the planned work, where it is near enough to be that already."), state: z.enum(maintenanceStates).nullable() })) };
const SeriesSummary = z.object(summary).meta({ id: "SeriesSummary" });
const Series = z.object({ ...summary, version: z.int(), rrule: z.string(), timeZone: z.string() }).meta({ id: "Series" });
const reading = { group: "Maintenance", method: "GET", scope: "maintenance:read" } as const;
const writing = { group: "Maintenance", method: "POST", scope: "maintenance:write" } as const;

function toSummary({ id, title, repeats, durationMs, endedAt, times }: SeriesItem): z.input<typeof SeriesSummary> {
  return { id, title, repeats, durationMinutes: durationMs / 60_000, endedAt: isoOrNull(endedAt), times: times.map(({ at, code, state }) => ({ at: iso(at), code, state })) };
}

async function readSeries(ctx: Context, id: string): Promise<z.input<typeof Series>> {
  const { row, ...item } = await getSeriesFacts(ctx, id);
  return { ...toSummary(item), version: row.version, rrule: row.rrule, timeZone: row.timeZone };
}

export const seriesOperations = [
  operation({ ...reading, id: "series.list", path: "/maintenance/series", summary: "List series of planned work", about: "Those that go on, at most 200.", input: Nothing, answer: pageOf(SeriesSummary), run: async (ctx) => toPageAnswer((await listSeries(ctx, { timesEach: 3 })).map(toSummary), null) }),
  operation({ ...reading, id: "series.get", path: "/maintenance/series/{id}", summary: "Read a series", input: Nothing, answer: Series, run: async (ctx, { id }) => readSeries(ctx, id) }),
  operation({ ...writing, id: "series.plan", path: "/maintenance/series", summary: "Plan a series", about: "`scheduledFor` is its first time, or the first after it that fits the rule is.", input: RuleFields, answer: Series, status: 201, run: async (ctx, input) => readSeries(ctx, (await scheduleSeries(ctx, input)).seriesId) }),
  operation({
    ...writing,
    id: "series.change",
    path: "/maintenance/series/{id}",
    summary: "Let a series go on differently from one of its times on",
    about: "What came before stays; the answer is the series that goes on.",
    input: RuleFields.extend({ baseVersion: Version, from: When }),
    answer: Series,
    run: async (ctx, { id, ...change }) => readSeries(ctx, (await changeSeries(ctx, { seriesId: id, ...change })).seriesId),
  }),
  operation({
    ...writing,
    id: "series.end",
    path: "/maintenance/series/{id}/end",
    summary: "End a series",
    input: z.strictObject({ baseVersion: Version, cancelsPlanned: z.boolean().default(false).describe("Cancel what is planned already, too.") }),
    answer: Series,
    run: async (ctx, { id, baseVersion, cancelsPlanned }) => {
      await endSeries(ctx, { id, version: baseVersion, cancelsPlanned });
      return readSeries(ctx, id);
    },
  }),
  operation({ ...writing, id: "series.plan_occurrence", path: "/maintenance/series/{id}/occurrences", summary: "Make one of its times planned work of its own", about: "To be moved or cancelled alone.", input: z.strictObject({ at: When }), answer: z.object({ code: z.string() }).meta({ id: "Occurrence" }), status: 201, run: async (ctx, { id, at }) => ({ code: (await planOccurrence(ctx, { id, at })).code }) }),
];
