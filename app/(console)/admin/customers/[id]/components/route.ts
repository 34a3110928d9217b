import { route, seeOther } from "#lib/access/route";
import { saveUsedComponents } from "#lib/customers/commands/used-components";
import { SaveUsedComponents } from "#lib/customers/input";

export const POST = route("customers.save_components", SaveUsedComponents, async ({ ctx }, input) => {
  await saveUsedComponents(ctx, input);
  return seeOther(`/admin/customers/${input.id}?saved=components`);
});
