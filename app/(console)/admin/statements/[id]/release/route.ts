import { route, seeOther } from "#lib/access/route";
import { releaseStatement } from "#lib/reports/commands/release";
import { ReleaseStatement } from "#lib/reports/input";

export const POST = route("statements.release", ReleaseStatement, async ({ ctx }, input) => {
  await releaseStatement(ctx, input);
  return seeOther(`/admin/statements/${input.id}?saved=released`);
});
