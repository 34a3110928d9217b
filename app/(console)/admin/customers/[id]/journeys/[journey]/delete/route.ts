import { route, seeOther } from "#lib/access/route";
import { deleteJourney } from "#lib/customers/commands/journeys";
import { DeleteJourney } from "#lib/customers/input";

export const POST = route("customers.delete_journey", DeleteJourney, async ({ ctx }, input) => {
  await deleteJourney(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=journey-deleted`);
});
