import { route, seeOther } from "#lib/access/route";
import { moveComponent } from "#lib/catalog/commands/move-component";
import { MoveComponent } from "#lib/catalog/input";

export const POST = route("catalog.move_component", MoveComponent, async ({ ctx }, input) => {
  await moveComponent(ctx, input);
  return seeOther(`/admin/components#${input.id}`);
});
