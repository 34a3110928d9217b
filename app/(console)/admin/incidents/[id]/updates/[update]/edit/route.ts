import { route, seeOther } from "#lib/access/route";
import { editUpdate } from "#lib/incidents/commands/edit-update";
import { EditForm } from "#lib/incidents/input";

export const POST = route("incidents.edit_update", EditForm, async ({ ctx }, edit) => {
  const { code } = await editUpdate(ctx, edit);
  return seeOther(`/admin/incidents/${code}#${edit.updateId}`);
});
