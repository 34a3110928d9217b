import { route, seeOther } from "#lib/access/route";
import { moveMaintenance } from "#lib/maintenance/commands/change-times";
import { MoveForm } from "#lib/maintenance/input";
import { readOptionalTime, readTime } from "#lib/maintenance/rules/plan";

export const POST = route("maintenance.move", MoveForm, async ({ ctx, signedIn }, { id, version, starts, ends, asks, ...said }) => {
  const author = { timeZone: signedIn?.timeZone ?? "UTC", now: ctx.now };
  const times = { scheduledFor: readTime("starts", starts, author), scheduledUntil: readTime("ends", ends, author), asksUntil: readOptionalTime("asks", asks, author) };
  const { code } = await moveMaintenance(ctx, { ...said, ...times, maintenanceId: id, baseVersion: version });
  return seeOther(`/admin/maintenance/${code}?saved=moved`);
});
