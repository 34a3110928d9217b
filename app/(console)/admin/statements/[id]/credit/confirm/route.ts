import { route, seeOther } from "#lib/access/route";
import { confirmCredit } from "#lib/reports/commands/release";
import { OneStatement } from "#lib/reports/input";

export const POST = route("statements.confirm_credit", OneStatement, async ({ ctx }, { id }) => {
  await confirmCredit(ctx, { id });
  return seeOther(`/admin/statements/${id}?saved=confirmed#credit`);
});
