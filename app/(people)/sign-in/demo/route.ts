import { route, seeOther } from "#lib/access/route";
import { signInAsCast } from "#lib/people/auth";
import { DemoSignIn } from "#lib/people/input";

export const POST = route("access.demo", DemoSignIn, async (call, { personId, next }) => seeOther(next, await signInAsCast(call, personId)));
