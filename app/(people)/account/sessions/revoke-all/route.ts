import { route, seeOther } from "#lib/access/route";
import { revokeAllSessions } from "#lib/people/commands/sessions";
import { Nothing } from "#lib/people/input";

export const POST = route("access.sign_out_everywhere", Nothing, async ({ ctx }) => {
  await revokeAllSessions(ctx, {});
  return seeOther("/sign-in?signed-out=everywhere");
});
