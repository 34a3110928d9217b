import { route, seeOther } from "#lib/access/route";
import { createComponent } from "#lib/catalog/commands/components";
import { CreateComponent } from "#lib/catalog/input";

export const POST = route("catalog.create_component", CreateComponent, async ({ ctx }, input) => {
  await createComponent(ctx, input);
  return seeOther("/admin/components?saved=created");
});
