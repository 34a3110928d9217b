import { route, seeOther } from "#lib/access/route";
import { RemoveCustomerMember } from "#lib/people/input";
import { removeMember } from "#lib/people/commands/members";

export const POST = route("customers.remove_member", RemoveCustomerMember, async ({ ctx }, { id: customerId, member: membershipId }) => {
  await removeMember(ctx, { customerId, membershipId });
  return seeOther(`/admin/customers/${customerId}?saved=member-removed`);
});
