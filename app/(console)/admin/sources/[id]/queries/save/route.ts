import { route, seeOther } from "#lib/access/route";
import { saveQuery } from "#lib/sli/commands/sources";
import { QueryForm } from "#lib/sli/input";

export const POST = route("sources.save_query", QueryForm, async ({ ctx }, input) => {
  await saveQuery(ctx, { ...input, query: Object.keys(input.query).length === 0 ? null : input.query });
  return seeOther(`/admin/sources/${input.sourceId}?saved=query`);
});
