import { route, seeOther } from "#lib/access/route";
import { createCustomer } from "#lib/customers/commands/customers";
import { CreateCustomer } from "#lib/customers/input";

export const POST = route("customers.create", CreateCustomer, async ({ ctx }, input) => {
  const id = await createCustomer(ctx, input);
  return seeOther(`/admin/customers/${id}?saved=created`);
});
