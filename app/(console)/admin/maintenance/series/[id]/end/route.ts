import { route, seeOther } from "#lib/access/route";
import { endSeries } from "#lib/maintenance/commands/series";
import { EndSeriesForm } from "#lib/maintenance/input";

export const POST = route("maintenance.end_series", EndSeriesForm, async ({ ctx }, input) => {
  await endSeries(ctx, input);
  return seeOther(`/admin/maintenance/series/${input.id}?saved=ended`);
});
