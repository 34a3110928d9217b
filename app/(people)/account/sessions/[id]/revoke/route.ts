import { route, seeOther } from "#lib/access/route";
import { revokeSession } from "#lib/people/commands/sessions";
import { RevokeSession } from "#lib/people/input";

export const POST = route("access.revoke_session", RevokeSession, async ({ ctx }, input) => {
  await revokeSession(ctx, input);
  return seeOther("/account?saved=session#sessions");
});
