import { route, seeOther } from "#lib/access/route";
import { withdrawExclusion } from "#lib/slo/commands/exclusions";
import { OneExclusion } from "#lib/slo/input";

export const POST = route("slos.withdraw_exclusion", OneExclusion, async ({ ctx }, input) => {
  await withdrawExclusion(ctx, input);
  return seeOther(`/admin/slos/${input.id}?saved=excluded`);
});
