import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { tickActionItem } from "#lib/incidents/commands/action-items";

const Tick = z.object({ id: z.string(), item: z.string(), done: z.enum(["yes", "no"]).catch("yes") });

export const POST = route("incidents.tick_action", Tick, async ({ ctx }, { id, item, done }) => {
  await tickActionItem(ctx, { incidentId: id, itemId: item, isDone: done === "yes" });
  return seeOther(`/admin/incidents/${encodeURIComponent(id)}#actions`);
});
