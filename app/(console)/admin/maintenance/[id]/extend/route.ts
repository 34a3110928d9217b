import { route, seeOther } from "#lib/access/route";
import { extendMaintenance } from "#lib/maintenance/commands/change-times";
import { ExtendForm } from "#lib/maintenance/input";
import { readTime } from "#lib/maintenance/rules/plan";

export const POST = route("maintenance.extend", ExtendForm, async ({ ctx, signedIn }, { id, version, ends, ...said }) => {
  const scheduledUntil = readTime("ends", ends, { timeZone: signedIn?.timeZone ?? "UTC", now: ctx.now });
  const { code } = await extendMaintenance(ctx, { ...said, scheduledUntil, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=extended`);
});
