import { route, seeOther } from "#lib/access/route";
import { restoreCustomer } from "#lib/customers/commands/customers";
import { CustomerId } from "#lib/customers/input";

export const POST = route("customers.restore", CustomerId, async ({ ctx }, input) => {
  await restoreCustomer(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=restored`);
});
