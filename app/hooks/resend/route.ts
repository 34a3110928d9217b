import { route } from "#lib/access/route";
import { receiveReports } from "#lib/bounces/commands/receive";
import { Raw } from "#lib/bounces/input";
import { readResendEvent } from "#lib/bounces/sources/resend";
import { Failure } from "#lib/core/failure";
import { env } from "#lib/platform/env";

/** What Resend tells of mails: bounced, complained about, delivered. */
export const POST = route("hooks.resend", Raw, async ({ ctx, request }, { raw }) => {
  const secret = env.RESEND_WEBHOOK_SECRET;
  if (!secret) throw new Failure("not_found", "There is nothing here.");
  await receiveReports(ctx, readResendEvent({ raw, headers: request.headers, secret }));
  return new Response(null, { status: 204 });
});
