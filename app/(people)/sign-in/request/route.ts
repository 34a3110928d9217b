import { route, seeOther } from "#lib/access/route";
import { requestSignIn } from "#lib/people/commands/sign-in";
import { RequestSignIn } from "#lib/people/input";
import { sha256 } from "#lib/platform/crypto";

export const POST = route("access.request_link", RequestSignIn, async ({ ctx, request, browserToken }, { email, next }) => {
  const userAgent = request.headers.get("user-agent") ?? "";
  const id = await requestSignIn(ctx, { email, returnTo: next, browserHash: sha256(browserToken), userAgent });
  return seeOther(`/sign-in/sent?request=${id}`);
});
