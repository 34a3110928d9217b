import { newFeedCookie, serializeCookie } from "#lib/access/cookies";
import { route, seeOther } from "#lib/access/route";
import { createFeed } from "#lib/subscriptions/commands/feeds";
import { CreateFeed } from "#lib/subscriptions/input";
import { requireMember } from "../../member.ts";

const shownForSeconds = 120;

export const POST = route("customer.create_feed", CreateFeed, async (call, input) => {
  const { member, slug } = requireMember(call);
  const { id, token } = await createFeed(call.ctx, { personId: member.personId, customerId: member.customerId, label: input.label });
  return seeOther(`/c/${slug}/notifications?made=${id}#feeds`, [serializeCookie(newFeedCookie, `${id}.${token}`, shownForSeconds)]);
});
