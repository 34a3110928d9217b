import { route, seeOther } from "#lib/access/route";
import { archiveSlo } from "#lib/slo/commands/definitions";
import { OneSlo } from "#lib/slo/input";

export const POST = route("slos.archive", OneSlo, async ({ ctx }, input) => {
  await archiveSlo(ctx, input);
  return seeOther("/admin/slos?saved=archived");
});
