import { route, seeOther } from "#lib/access/route";
import { remakeStatement } from "#lib/reports/commands/drafts";
import { RemakeStatement } from "#lib/reports/input";

export const POST = route("statements.remake", RemakeStatement, async ({ ctx }, input) => {
  await remakeStatement(ctx, input);
  return seeOther(`/admin/statements/${input.id}?saved=remade`);
});
