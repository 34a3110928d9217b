import { route, seeOther } from "#lib/access/route";
import { releaseAddress } from "#lib/bounces/commands/release";
import { ReleaseAddress } from "#lib/bounces/input";

export const POST = route("bounces.release", ReleaseAddress, async ({ ctx }, input) => {
  await releaseAddress(ctx, input);
  return seeOther("/admin/quarantine?saved=released");
});
