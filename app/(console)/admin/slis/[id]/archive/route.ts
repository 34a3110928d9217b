import { route, seeOther } from "#lib/access/route";
import { archiveSli } from "#lib/sli/commands/slis";
import { OneSli } from "#lib/sli/input";

export const POST = route("slis.archive", OneSli, async ({ ctx }, input) => {
  await archiveSli(ctx, input);
  return seeOther("/admin/slis?saved=archived");
});
