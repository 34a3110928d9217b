import { route, seeOther } from "#lib/access/route";
import { AddMember } from "#lib/people/input";
import { addMember } from "#lib/people/commands/members";

export const POST = route("customer.add_member", AddMember, async ({ ctx, customer }, input) => {
  await addMember(ctx, { customerId: customer?.id ?? "", ...input });
  return seeOther(`/c/${customer?.slug}/settings?saved=added`);
});
