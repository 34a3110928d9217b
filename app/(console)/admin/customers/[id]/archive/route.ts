import { route, seeOther } from "#lib/access/route";
import { archiveCustomer } from "#lib/customers/commands/customers";
import { CustomerId } from "#lib/customers/input";

export const POST = route("customers.archive", CustomerId, async ({ ctx }, input) => {
  await archiveCustomer(ctx, input);
  return seeOther("/admin/customers?saved=archived");
});
