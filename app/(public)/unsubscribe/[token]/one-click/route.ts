import { route, seeOther } from "#lib/access/route";
import { unsubscribe } from "#lib/subscriptions/commands/leave";
import { OneClick } from "#lib/subscriptions/input";

/** RFC 8058: a mail program posts here without a page, a cookie or an origin. */
export const POST = route("subscriptions.unsubscribe", OneClick, async ({ ctx }, input) => {
  await unsubscribe(ctx, input);
  if (input.from === "page") return seeOther(`/unsubscribe/${encodeURIComponent(input.token)}?done=1`);
  return new Response(null, { status: 200 });
});
