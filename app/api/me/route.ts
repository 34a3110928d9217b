import { findCurrentPerson } from "#lib/access/gates";
import { route } from "#lib/access/route";
import { Nothing } from "#lib/people/input";
import { describeMe } from "#lib/people/rules";

/** For the menu of documents, which never say who is looking: the person, or null. Anybody may ask, so that no page logs an error. */
export const GET = route("access.me", Nothing, async () => {
  const signedIn = await findCurrentPerson();
  return Response.json(signedIn && describeMe(signedIn));
});
