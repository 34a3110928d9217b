import { route, seeOther } from "#lib/access/route";
import { completeMaintenance } from "#lib/maintenance/commands/progress";
import { ChangeForm } from "#lib/maintenance/input";

export const POST = route("maintenance.complete", ChangeForm, async ({ ctx }, { id, version, ...said }) => {
  const { code } = await completeMaintenance(ctx, { ...said, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=completed`);
});
