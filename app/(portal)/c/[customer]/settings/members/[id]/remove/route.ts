import { route, seeOther } from "#lib/access/route";
import { RemoveOwnMember } from "#lib/people/input";
import { removeMember } from "#lib/people/commands/members";

export const POST = route("customer.remove_member", RemoveOwnMember, async ({ ctx, customer }, { id: membershipId }) => {
  await removeMember(ctx, { customerId: customer?.id ?? "", membershipId });
  return seeOther(`/c/${customer?.slug}/settings?saved=removed`);
});
