import { route, seeOther } from "#lib/access/route";
import { revokeShare } from "#lib/reports/commands/shares";
import { RevokeShare } from "#lib/reports/input";
import { requireMember } from "../../../../../member.ts";

export const POST = route("customer.revoke_share", RevokeShare, async (call, { statement, share }) => {
  const { member, slug } = requireMember(call);
  await revokeShare(call.ctx, { id: share, customerId: member.customerId });
  return seeOther(`/c/${slug}/reports/${statement}/share?saved=revoked`);
});
