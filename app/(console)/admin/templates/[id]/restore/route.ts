import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { restoreTemplate } from "#lib/templates/commands";

export const POST = route("templates.restore", z.object({ id: z.string() }), async ({ ctx }, input) => {
  await restoreTemplate(ctx, input);
  return seeOther("/admin/templates?saved=restored");
});
