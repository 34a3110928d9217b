import { route, seeOther, showAgain } from "#lib/access/route";
import { backfillIncident } from "#lib/incidents/commands/backfill";
import { BackfillForm } from "#lib/incidents/input";
import { readPastPosts, withPlaces } from "#lib/incidents/rules/verb-forms";

export const POST = route("incidents.backfill", BackfillForm, async (call, { intent, count, typed, ...form }) => {
  if (intent === "more") return showAgain(call, "/admin/incidents/backfill", { ...typed, posts: String(count + 1) });
  const posts = readPastPosts(form.posts, call.signedIn?.timeZone ?? "UTC");
  const input = { ...form, posts } as Parameters<typeof backfillIncident>[1];
  const { code } = await withPlaces(posts.map((each) => each.place), () => backfillIncident(call.ctx, input));
  return seeOther(`/admin/incidents/${code}`);
});
