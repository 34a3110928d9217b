import { route, seeOther } from "#lib/access/route";
import { signInDirectly } from "#lib/people/auth";
import { finishSetup } from "#lib/people/commands/setup";
import { FinishSetup } from "#lib/people/input";

export const POST = route("access.setup", FinishSetup, async (call, input) => {
  const personId = await finishSetup(call.ctx, input);
  return seeOther("/admin", await signInDirectly(call, { personId, method: "Set-up link" }));
});
