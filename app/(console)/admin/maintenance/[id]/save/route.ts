import { route, seeOther } from "#lib/access/route";
import { editMaintenance } from "#lib/maintenance/commands/edit";
import { EditForm, type EditMaintenance } from "#lib/maintenance/input";
import { readAbout } from "#lib/maintenance/rules/plan";

export const POST = route("maintenance.edit", EditForm, async ({ ctx, signedIn }, { id, version, ...form }) => {
  const about = readAbout(form, { timeZone: signedIn?.timeZone ?? "UTC", now: ctx.now }) as Omit<EditMaintenance, "maintenanceId" | "baseVersion">;
  const { code } = await editMaintenance(ctx, { ...about, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=edited`);
});
