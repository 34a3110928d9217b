import { route, seeOther } from "#lib/access/route";
import { signLink } from "#lib/platform/signed-link";
import { confirmSubscription } from "#lib/subscriptions/commands/by-link";
import { ConfirmSubscription } from "#lib/subscriptions/input";

export const POST = route("subscriptions.confirm", ConfirmSubscription, async ({ ctx }, input) => {
  const { subscriberId, linkVersion } = await confirmSubscription(ctx, input);
  return seeOther(`/subscription/${signLink("manage", { id: subscriberId, version: linkVersion })}?saved=confirmed`);
});
