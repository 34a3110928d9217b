import { route, seeOther } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { saveThreshold } from "#lib/slo/commands/thresholds";
import { SaveThreshold } from "#lib/slo/input";

export const POST = route("customer.save_threshold", SaveThreshold, async ({ ctx, customer }, { slo, left }) => {
  if (!customer) throw new Failure("not_found", "There is nothing here.");
  await saveThreshold(ctx, { slo, left });
  return seeOther(`/c/${customer.slug}/slos#${slo}`);
});
