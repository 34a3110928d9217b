import { route, seeOther } from "#lib/access/route";
import { requestSubscription } from "#lib/subscriptions/commands/request";
import { RequestSubscription } from "#lib/subscriptions/input";

export const POST = route("subscriptions.request", RequestSubscription, async ({ ctx }, input) => {
  await requestSubscription(ctx, input);
  return seeOther("/subscribe?sent=1");
});
