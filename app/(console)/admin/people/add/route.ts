import { route, seeOther } from "#lib/access/route";
import { addStaff } from "#lib/people/commands/staff";
import { AddStaff } from "#lib/people/input";

export const POST = route("people.add_staff", AddStaff, async ({ ctx }, input) => {
  await addStaff(ctx, input);
  return seeOther("/admin/people?saved=added");
});
