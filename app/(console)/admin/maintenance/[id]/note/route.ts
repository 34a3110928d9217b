import { route, seeOther } from "#lib/access/route";
import { postMaintenanceNote } from "#lib/maintenance/commands/progress";
import { ChangeForm } from "#lib/maintenance/input";

export const POST = route("maintenance.note", ChangeForm, async ({ ctx }, { id, version, ...said }) => {
  const { code } = await postMaintenanceNote(ctx, { ...said, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=noted`);
});
