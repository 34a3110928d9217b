import { route, seeOther } from "#lib/access/route";
import { saveComponent } from "#lib/catalog/commands/components";
import { SaveComponent } from "#lib/catalog/input";

export const POST = route("catalog.save_component", SaveComponent, async ({ ctx }, input) => {
  await saveComponent(ctx, input);
  return seeOther(`/admin/components?saved=saved#${input.id}`);
});
