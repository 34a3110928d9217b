import { route, seeOther } from "#lib/access/route";
import { subscribeMember } from "#lib/subscriptions/commands/member";
import { MemberSubscription } from "#lib/subscriptions/input";
import { requireMember } from "../../member.ts";

export const POST = route("customer.subscribe", MemberSubscription, async (call, input) => {
  const { member, slug } = requireMember(call);
  await subscribeMember(call.ctx, { member, change: input });
  if (input.intent === "follow" && input.incident) return seeOther(`/c/${slug}/incidents/${encodeURIComponent(input.incident)}`);
  return seeOther(`/c/${slug}/notifications?saved=${input.intent}`);
});
