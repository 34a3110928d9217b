import { route, seeOther } from "#lib/access/route";
import { linkIncidents } from "#lib/incidents/commands/link";
import { LinkForm } from "#lib/incidents/input";

export const POST = route("incidents.link", LinkForm, async ({ ctx }, form) => {
  const { code } = await linkIncidents(ctx, form);
  return seeOther(`/admin/incidents/${code}/related`);
});
