import { route, seeOther } from "#lib/access/route";
import { changeSubscription } from "#lib/subscriptions/commands/by-link";
import { ChangeSubscription } from "#lib/subscriptions/input";

export const POST = route("subscriptions.manage", ChangeSubscription, async ({ ctx }, input) => {
  await changeSubscription(ctx, input);
  return seeOther(`/subscription/${encodeURIComponent(input.token)}?saved=${input.intent}`);
});
