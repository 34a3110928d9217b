import { route, seeOther } from "#lib/access/route";
import { unlinkIncidents } from "#lib/incidents/commands/link";
import { LinkForm } from "#lib/incidents/input";

export const POST = route("incidents.unlink", LinkForm, async ({ ctx }, form) => {
  const { code } = await unlinkIncidents(ctx, form);
  return seeOther(`/admin/incidents/${code}/related`);
});
