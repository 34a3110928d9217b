import { route, seeOther } from "#lib/access/route";
import { shareSubscriber } from "#lib/subscriptions/commands/share";
import { ShareSubscriber } from "#lib/subscriptions/input";

export const POST = route("subscribers.share", ShareSubscriber, async ({ ctx }, input) => {
  await shareSubscriber(ctx, input);
  return seeOther(`/admin/subscribers?saved=${input.shared ? "shared" : "unshared"}`);
});
