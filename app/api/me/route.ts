import { route } from "#lib/access/route";
import { Nothing } from "#lib/people/input";
import { describeMe } from "#lib/people/rules";

export const GET = route("access.me", Nothing, async ({ signedIn }) => Response.json(signedIn && describeMe(signedIn)));
