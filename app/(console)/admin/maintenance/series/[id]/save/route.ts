import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { changeSeries } from "#lib/maintenance/commands/series";
import { type ScheduleMaintenance, SeriesForm } from "#lib/maintenance/input";
import { readPlan, readSeries } from "#lib/maintenance/rules/plan";

export const POST = route("maintenance.change_series", SeriesForm, async ({ ctx, signedIn }, { id, version, from, ...form }) => {
  const timeZone = signedIn?.timeZone ?? "UTC";
  const plan = readPlan(form, { timeZone, now: ctx.now }) as ScheduleMaintenance;
  const rrule = readSeries(form, { firstAt: plan.scheduledFor, timeZone });
  if (rrule === null) throw new Failure("invalid", "A series repeats. To end it, use “End the series”.", { repeat: "Choose how often." });
  const { seriesId } = await changeSeries(ctx, { ...plan, rrule, timeZone, seriesId: id, baseVersion: version, from });
  return seeOther(`/admin/maintenance/series/${seriesId}?saved=changed`);
});
