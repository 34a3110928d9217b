import { route, seeOther } from "#lib/access/route";
import { saveJourney } from "#lib/customers/commands/journeys";
import { SaveJourney } from "#lib/customers/input";

export const POST = route("customers.save_journey", SaveJourney, async ({ ctx }, input) => {
  await saveJourney(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=journey`);
});
