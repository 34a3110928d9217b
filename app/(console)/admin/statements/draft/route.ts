import { route, seeOther } from "#lib/access/route";
import { draftStatement } from "#lib/reports/commands/drafts";
import { DraftStatement } from "#lib/reports/input";
import { readPeriod } from "#lib/reports/queries/periods";

export const POST = route("statements.draft", DraftStatement, async ({ ctx }, input) => {
  const id = await draftStatement(ctx, { customerId: input.customerId, period: await readPeriod(ctx, input) });
  return seeOther(`/admin/statements/${id}?saved=drafted`);
});
