import { route, seeOther } from "#lib/access/route";
import { saveGroup } from "#lib/catalog/commands/groups";
import { SaveGroup } from "#lib/catalog/input";

export const POST = route("catalog.save_group", SaveGroup, async ({ ctx }, input) => {
  await saveGroup(ctx, input);
  return seeOther("/admin/components?saved=group-saved");
});
