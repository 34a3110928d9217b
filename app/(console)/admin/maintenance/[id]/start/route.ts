import { route, seeOther } from "#lib/access/route";
import { startMaintenance } from "#lib/maintenance/commands/progress";
import { ChangeForm } from "#lib/maintenance/input";

export const POST = route("maintenance.start", ChangeForm, async ({ ctx }, { id, version, ...said }) => {
  const { code } = await startMaintenance(ctx, { ...said, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=started`);
});
