import { route, seeOther } from "#lib/access/route";
import { saveCustomer } from "#lib/customers/commands/customers";
import { SaveCustomer } from "#lib/customers/input";

export const POST = route("customers.save", SaveCustomer, async ({ ctx }, input) => {
  await saveCustomer(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=details`);
});
