import { route, seeOther } from "#lib/access/route";
import { addRoute } from "#lib/sli/commands/sources";
import { RouteForm } from "#lib/sli/input";

export const POST = route("sources.add_route", RouteForm, async ({ ctx }, { id, ...input }) => {
  await addRoute(ctx, { ...input, sourceId: id });
  return seeOther(`/admin/sources/${id}?saved=saved`);
});
