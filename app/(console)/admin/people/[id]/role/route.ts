import { route, seeOther } from "#lib/access/route";
import { changeStaffRole } from "#lib/people/commands/staff";
import { ChangeStaffRole } from "#lib/people/input";

export const POST = route("people.change_role", ChangeStaffRole, async ({ ctx }, input) => {
  await changeStaffRole(ctx, input);
  return seeOther("/admin/people?saved=role");
});
