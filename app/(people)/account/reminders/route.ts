import { route, seeOther } from "#lib/access/route";
import { saveReminders } from "#lib/people/commands/sessions";
import { SaveReminders } from "#lib/people/input";

export const POST = route("access.save_reminders", SaveReminders, async ({ ctx }, input) => {
  await saveReminders(ctx, input);
  return seeOther("/account?saved=reminders");
});
