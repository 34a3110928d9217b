import { route, seeOther } from "#lib/access/route";
import { createGroup } from "#lib/catalog/commands/groups";
import { CreateGroup } from "#lib/catalog/input";

export const POST = route("catalog.create_group", CreateGroup, async ({ ctx }, input) => {
  await createGroup(ctx, input);
  return seeOther("/admin/components?saved=group");
});
