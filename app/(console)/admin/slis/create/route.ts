import { route, seeOther } from "#lib/access/route";
import { saveSli } from "#lib/sli/commands/slis";
import { SaveSli } from "#lib/sli/input";

export const POST = route("slis.create", SaveSli, async ({ ctx }, input) => {
  await saveSli(ctx, { ...input, id: null });
  return seeOther("/admin/slis?saved=created");
});
