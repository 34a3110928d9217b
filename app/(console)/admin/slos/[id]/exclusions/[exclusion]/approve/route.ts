import { route, seeOther } from "#lib/access/route";
import { approveExclusion } from "#lib/slo/commands/exclusions";
import { OneExclusion } from "#lib/slo/input";

export const POST = route("slos.approve_exclusion", OneExclusion, async ({ ctx }, input) => {
  await approveExclusion(ctx, input);
  return seeOther(`/admin/slos/${input.id}?saved=excluded`);
});
