import { route as handle, seeOther } from "#lib/access/route";
import { removeRoute } from "#lib/sli/commands/sources";
import { OneRoute } from "#lib/sli/input";

export const POST = handle("sources.remove_route", OneRoute, async ({ ctx }, { id, route }) => {
  await removeRoute(ctx, { sourceId: id, id: route });
  return seeOther(`/admin/sources/${id}?saved=saved`);
});
