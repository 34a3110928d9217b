import { route } from "#lib/access/route";
import { receiveReports } from "#lib/bounces/commands/receive";
import { RawWithKey } from "#lib/bounces/input";
import { readBounceMail } from "#lib/bounces/sources/dsn";
import { Failure } from "#lib/core/failure";
import { isSameSecret } from "#lib/platform/crypto";
import { env } from "#lib/platform/env";

/** A mail to BOUNCE_ADDRESS, as the mail server hands it on. */
export const POST = route("hooks.dsn", RawWithKey, async ({ ctx }, { raw, key }) => {
  if (!env.BOUNCE_KEY || !isSameSecret(env.BOUNCE_KEY, key)) throw new Failure("not_found", "There is nothing here.");
  await receiveReports(ctx, await readBounceMail(raw));
  return new Response(null, { status: 204 });
});
