import { route, seeOther } from "#lib/access/route";
import { removeSender } from "#lib/hosts/commands/senders";
import { OneHost } from "#lib/hosts/input";

export const POST = route("senders.remove", OneHost, async ({ ctx }, { id }) => {
  await removeSender(ctx, { id });
  return seeOther("/admin/hosts/senders?saved=removed");
});
