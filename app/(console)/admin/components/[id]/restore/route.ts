import { route, seeOther } from "#lib/access/route";
import { restoreComponent } from "#lib/catalog/commands/archive";
import { ArchiveComponent } from "#lib/catalog/input";

export const POST = route("catalog.restore_component", ArchiveComponent, async ({ ctx }, input) => {
  await restoreComponent(ctx, input);
  return seeOther(`/admin/components?saved=restored#${input.id}`);
});
