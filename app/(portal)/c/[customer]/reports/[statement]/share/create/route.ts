import { newShareCookie, serializeCookie } from "#lib/access/cookies";
import { route, seeOther } from "#lib/access/route";
import { createShare } from "#lib/reports/commands/shares";
import { CreateShare } from "#lib/reports/input";
import { requireMember } from "../../../../member.ts";

const shownForSeconds = 120;

export const POST = route("customer.create_share", CreateShare, async (call, { statement, label, days }) => {
  const { member, slug } = requireMember(call);
  const { id, token } = await createShare(call.ctx, { statementId: statement, customerId: member.customerId, label, days });
  return seeOther(`/c/${slug}/reports/${statement}/share?made=${id}`, [serializeCookie(newShareCookie, `${id}.${token}`, shownForSeconds)]);
});
