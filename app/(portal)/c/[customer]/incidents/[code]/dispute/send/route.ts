import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { disputeImpact } from "#lib/impact/commands/disputes";
import { DisputeImpact } from "#lib/impact/input";

export const POST = route("customer.dispute_impact", DisputeImpact, async ({ ctx, customer }, { code, words, failed }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  await disputeImpact(ctx, { code, words, failed });
  return seeOther(`/c/${customer.slug}/incidents/${encodeURIComponent(code)}#impact`);
});
