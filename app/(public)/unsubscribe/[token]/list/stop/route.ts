import { route, seeOther } from "#lib/access/route";
import { stopList } from "#lib/subscriptions/commands/leave";
import { WithToken } from "#lib/subscriptions/input";

export const POST = route("subscriptions.stop_list", WithToken, async ({ ctx }, input) => {
  await stopList(ctx, input);
  return seeOther(`/unsubscribe/${encodeURIComponent(input.token)}/list`);
});
