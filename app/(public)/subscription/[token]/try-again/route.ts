import { route, seeOther } from "#lib/access/route";
import { tryAgain } from "#lib/subscriptions/commands/try-again";
import { WithToken } from "#lib/subscriptions/input";

export const POST = route("bounces.try_again", WithToken, async ({ ctx }, input) => {
  await tryAgain(ctx, input);
  return seeOther(`/subscription/${encodeURIComponent(input.token)}?saved=healed`);
});
