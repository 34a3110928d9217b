import { route, seeOther } from "#lib/access/route";
import { quarantineAddress } from "#lib/bounces/commands/release";
import { QuarantineAddress } from "#lib/bounces/input";

export const POST = route("bounces.quarantine", QuarantineAddress, async ({ ctx }, input) => {
  await quarantineAddress(ctx, input);
  return seeOther("/admin/quarantine?saved=added");
});
