import { route, seeOther } from "#lib/access/route";
import { archiveComponent } from "#lib/catalog/commands/archive";
import { ArchiveComponent } from "#lib/catalog/input";

export const POST = route("catalog.archive_component", ArchiveComponent, async ({ ctx }, input) => {
  await archiveComponent(ctx, input);
  return seeOther("/admin/components?saved=archived");
});
