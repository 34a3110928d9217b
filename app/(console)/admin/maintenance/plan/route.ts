import { route, seeOther } from "#lib/access/route";
import { scheduleMaintenance } from "#lib/maintenance/commands/schedule";
import { scheduleSeries } from "#lib/maintenance/commands/series";
import { PlanForm, type ScheduleMaintenance } from "#lib/maintenance/input";
import { readPlan, readSeries } from "#lib/maintenance/rules/plan";

export const POST = route("maintenance.schedule", PlanForm, async ({ ctx, signedIn }, form) => {
  const timeZone = signedIn?.timeZone ?? "UTC";
  // The command's own schema judges what was typed.
  const plan = readPlan(form, { timeZone, now: ctx.now }) as ScheduleMaintenance;
  const rrule = readSeries(form, { firstAt: plan.scheduledFor, timeZone });
  if (rrule === null) return seeOther(`/admin/maintenance/${(await scheduleMaintenance(ctx, plan)).code}`);
  return seeOther(`/admin/maintenance/series/${(await scheduleSeries(ctx, { ...plan, rrule, timeZone })).seriesId}`);
});
