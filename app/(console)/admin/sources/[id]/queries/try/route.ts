import { route, showAgain } from "#lib/access/route";
import { tryQuery } from "#lib/sli/commands/try-query";
import { TryQuery } from "#lib/sli/input";

/** Shows the form again with the points the query would count. */
export const POST = route("sources.try_query", TryQuery, async (call, { typed, asked }) => {
  const tried = await tryQuery(call.ctx, asked);
  return showAgain(call, `/admin/sources/${encodeURIComponent(asked.sourceId)}`, { ...typed, tried: JSON.stringify(tried) });
});
