import { route, seeOther } from "#lib/access/route";
import { removeSubscriber } from "#lib/subscriptions/commands/remove";
import { RemoveSubscriber } from "#lib/subscriptions/input";

export const POST = route("subscribers.remove", RemoveSubscriber, async ({ ctx }, input) => {
  await removeSubscriber(ctx, input);
  return seeOther("/admin/subscribers?saved=removed");
});
