import { route, seeOther } from "#lib/access/route";
import { signInByProof } from "#lib/people/auth";
import { AcceptLink } from "#lib/people/input";

export const POST = route("access.confirm", AcceptLink, async (call, { request, token }) => {
  const { returnTo, cookies } = await signInByProof(call, { requestId: request, proof: { token } });
  return seeOther(returnTo, cookies);
});
