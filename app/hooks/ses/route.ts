import { route } from "#lib/access/route";
import { receiveReports } from "#lib/bounces/commands/receive";
import { Raw } from "#lib/bounces/input";
import { confirmTopic, fetchCertificate } from "#lib/bounces/sources/amazon";
import { readSesMessage } from "#lib/bounces/sources/ses";
import { Failure } from "#lib/core/failure";
import { env } from "#lib/platform/env";

/** What Amazon SES tells of mails, through the topic of SES_TOPIC_ARN, whose subscription is confirmed by itself. */
export const POST = route("hooks.ses", Raw, async ({ ctx }, { raw }) => {
  const topicArn = env.SES_TOPIC_ARN;
  if (!topicArn) throw new Failure("not_found", "There is nothing here.");
  await receiveReports(ctx, await readSesMessage({ raw, topicArn, now: ctx.now, fetchText: fetchCertificate, confirm: confirmTopic }));
  return new Response(null, { status: 204 });
});
