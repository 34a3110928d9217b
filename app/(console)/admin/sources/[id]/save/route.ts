import { route, seeOther } from "#lib/access/route";
import { saveSource } from "#lib/sli/commands/sources";
import { SourceForm } from "#lib/sli/input";

export const POST = route("sources.save", SourceForm, async ({ ctx }, input) => {
  const { id } = await saveSource(ctx, input);
  return seeOther(`/admin/sources/${id}?saved=saved`);
});
