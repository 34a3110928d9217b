import { z } from "zod";
import { route, seeOther } from "#lib/access/route";
import { archiveTemplate } from "#lib/templates/commands";

export const POST = route("templates.archive", z.object({ id: z.string() }), async ({ ctx }, input) => {
  await archiveTemplate(ctx, input);
  return seeOther("/admin/templates?saved=archived");
});
