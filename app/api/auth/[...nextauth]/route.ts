import { route } from "#lib/access/route";
import { Failure } from "#lib/core/failure";
import { finishProviderSignIn } from "#lib/people/auth";
import { Callback, Nothing } from "#lib/people/input";

/** Only the way back from a provider. All else of next-auth is driven from our own forms: no link can be consumed, no provider listed here. */
export const GET = route("access.authjs_get", Callback, async ({ ctx, request }, { nextauth }) => finishProviderSignIn(ctx, { path: nextauth, request }));

export const POST = route("access.authjs_post", Nothing, async () => {
  throw new Failure("not_found", "There is nothing here.");
});
