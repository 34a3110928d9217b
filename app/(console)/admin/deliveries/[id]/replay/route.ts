import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { replayDelivery } from "#lib/delivery/commands/replay";

export const POST = route("deliveries.replay", z.object({ id: z.string().max(64) }), async ({ ctx }, input) => {
  await replayDelivery(ctx, input);
  return seeOther(`/admin/deliveries/${input.id}`);
});
