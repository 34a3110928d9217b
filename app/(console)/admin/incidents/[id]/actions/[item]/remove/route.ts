import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { removeActionItem } from "#lib/incidents/commands/action-items";

export const POST = route("incidents.remove_action", z.object({ id: z.string(), item: z.string() }), async ({ ctx }, { id, item }) => {
  await removeActionItem(ctx, { incidentId: id, itemId: item });
  return seeOther(`/admin/incidents/${encodeURIComponent(id)}#actions`);
});
