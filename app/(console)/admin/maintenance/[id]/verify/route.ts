import { route, seeOther } from "#lib/access/route";
import { verifyMaintenance } from "#lib/maintenance/commands/progress";
import { ChangeForm } from "#lib/maintenance/input";

export const POST = route("maintenance.verify", ChangeForm, async ({ ctx }, { id, version, ...said }) => {
  const { code } = await verifyMaintenance(ctx, { ...said, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=verifying`);
});
