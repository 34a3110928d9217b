import { route, seeOther } from "#lib/access/route";
import { cancelMaintenance } from "#lib/maintenance/commands/progress";
import { ChangeForm } from "#lib/maintenance/input";

export const POST = route("maintenance.cancel", ChangeForm, async ({ ctx }, { id, version, ...said }) => {
  const { code } = await cancelMaintenance(ctx, { ...said, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=cancelled`);
});
