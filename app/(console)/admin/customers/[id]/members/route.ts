import { route, seeOther } from "#lib/access/route";
import { AddCustomerMember } from "#lib/people/input";
import { addMember } from "#lib/people/commands/members";

export const POST = route("customers.add_member", AddCustomerMember, async ({ ctx }, { id: customerId, ...member }) => {
  await addMember(ctx, { customerId, ...member });
  return seeOther(`/admin/customers/${customerId}?saved=member`);
});
