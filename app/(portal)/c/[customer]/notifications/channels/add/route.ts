import { route } from "#lib/access/route";
import { addEndpoint } from "#lib/delivery/commands/add-endpoint";
import { AddEndpoint } from "#lib/delivery/input";
import { requireMember } from "../../../member.ts";
import { answerAdded } from "../../../../../../channel-answer.ts";

export const POST = route("customer.add_channel", AddEndpoint, async (call, endpoint) => {
  const { member, slug } = requireMember(call);
  return answerAdded(`/c/${slug}/notifications/channels`, await addEndpoint(call.ctx, { owner: member, endpoint }), endpoint);
});
