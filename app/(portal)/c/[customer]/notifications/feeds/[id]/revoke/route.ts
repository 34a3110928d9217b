import { route, seeOther } from "#lib/access/route";
import { revokeFeed } from "#lib/subscriptions/commands/feeds";
import { RevokeFeed } from "#lib/subscriptions/input";
import { requireMember } from "../../../../member.ts";

export const POST = route("customer.revoke_feed", RevokeFeed, async (call, input) => {
  const { member, slug } = requireMember(call);
  await revokeFeed(call.ctx, { id: input.id, personId: member.personId, customerId: member.customerId });
  return seeOther(`/c/${slug}/notifications?saved=revoked#feeds`);
});
