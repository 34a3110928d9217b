import { route, seeOther } from "#lib/access/route";
import { signInByProof } from "#lib/people/auth";
import { AcceptCode } from "#lib/people/input";

export const POST = route("access.code", AcceptCode, async (call, { request, code }) => {
  const { returnTo, cookies } = await signInByProof(call, { requestId: request, proof: { code } });
  return seeOther(returnTo, cookies);
});
