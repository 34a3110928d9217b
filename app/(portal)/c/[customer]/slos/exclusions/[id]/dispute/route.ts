import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { disputeExclusion } from "#lib/slo/commands/exclusions";
import { DisputeExclusion } from "#lib/slo/input";

export const POST = route("customer.dispute_exclusion", DisputeExclusion, async ({ ctx, customer }, { id, words }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  await disputeExclusion(ctx, { exclusion: id, words });
  return seeOther(`/c/${customer.slug}/slos`);
});
