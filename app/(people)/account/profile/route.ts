import { route, seeOther } from "#lib/access/route";
import { saveProfile } from "#lib/people/commands/sessions";
import { SaveProfile } from "#lib/people/input";

export const POST = route("access.save_profile", SaveProfile, async ({ ctx }, input) => {
  await saveProfile(ctx, input);
  return seeOther("/account?saved=profile");
});
