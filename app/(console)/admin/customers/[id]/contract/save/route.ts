import { route, seeOther } from "#lib/access/route";
import { saveContract } from "#lib/reports/commands/settings";
import { SaveContract } from "#lib/reports/input";

export const POST = route("contracts.save", SaveContract, async ({ ctx }, input) => {
  await saveContract(ctx, input);
  return seeOther(`/admin/customers/${input.id}/contract?saved=contract`);
});
