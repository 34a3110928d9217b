import { route, seeOther } from "#lib/access/route";
import { archiveSource } from "#lib/sli/commands/sources";
import { OneSource } from "#lib/sli/input";

export const POST = route("sources.archive", OneSource, async ({ ctx }, input) => {
  await archiveSource(ctx, input);
  return seeOther("/admin/sources?saved=archived");
});
