import { route, seeOther } from "#lib/access/route";
import { removeStaff } from "#lib/people/commands/staff";
import { RemoveStaff } from "#lib/people/input";

export const POST = route("people.remove_staff", RemoveStaff, async ({ ctx }, input) => {
  await removeStaff(ctx, input);
  return seeOther("/admin/people?saved=removed");
});
