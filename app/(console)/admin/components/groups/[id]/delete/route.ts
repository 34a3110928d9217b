import { route, seeOther } from "#lib/access/route";
import { deleteGroup } from "#lib/catalog/commands/groups";
import { DeleteGroup } from "#lib/catalog/input";

export const POST = route("catalog.delete_group", DeleteGroup, async ({ ctx }, input) => {
  await deleteGroup(ctx, input);
  return seeOther("/admin/components?saved=group-deleted");
});
