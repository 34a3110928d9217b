import { route, seeOther } from "#lib/access/route";
import { saveTemplate } from "#lib/templates/commands";
import { SaveTemplate } from "#lib/templates/input";

export const POST = route("templates.save", SaveTemplate, async ({ ctx }, input) => {
  await saveTemplate(ctx, input);
  return seeOther("/admin/templates?saved=saved");
});
