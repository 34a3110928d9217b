import { route, seeOther } from "#lib/access/route";
import { saveSli } from "#lib/sli/commands/slis";
import { SaveSli } from "#lib/sli/input";

export const POST = route("slis.save", SaveSli, async ({ ctx }, input) => {
  await saveSli(ctx, input);
  return seeOther("/admin/slis?saved=saved");
});
