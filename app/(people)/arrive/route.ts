import { route, seeOther } from "#lib/access/route";
import { Arrival } from "#lib/hosts/input";
import { arrive } from "#lib/people/auth";

export const GET = route("access.arrive", Arrival, async (call, { ticket }) => {
  const { returnTo, cookies } = await arrive(call, { ticket });
  return seeOther(returnTo, cookies);
});
