import { route, seeOther } from "#lib/access/route";
import { SaveSignIn } from "#lib/customers/input";
import { saveSignIn } from "#lib/people/commands/customer-sign-in";

export const POST = route("customers.save_sign_in", SaveSignIn, async ({ ctx }, input) => {
  await saveSignIn(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=sign-in`);
});
