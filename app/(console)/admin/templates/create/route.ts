import { route, seeOther } from "#lib/access/route";
import { createTemplate } from "#lib/templates/commands";
import { CreateTemplate } from "#lib/templates/input";

export const POST = route("templates.create", CreateTemplate, async ({ ctx }, input) => {
  await createTemplate(ctx, input);
  return seeOther("/admin/templates?saved=created");
});
