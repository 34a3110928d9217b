import { route, seeOther } from "#lib/access/route";
import { importObjectives } from "#lib/importers/objectives/commands/import-objectives";
import { ImportObjectives } from "#lib/importers/objectives/input";

export const POST = route("slos.import", ImportObjectives, async ({ ctx }, input) => {
  await importObjectives(ctx, input);
  return seeOther("/admin/slos?saved=imported");
});
