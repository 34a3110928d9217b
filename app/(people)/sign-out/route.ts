import { route, seeOther } from "#lib/access/route";
import { signOut } from "#lib/people/auth";
import { Nothing } from "#lib/people/input";

export const POST = route("access.sign_out", Nothing, async (call) => seeOther("/sign-in?signed-out=here", await signOut(call)));
