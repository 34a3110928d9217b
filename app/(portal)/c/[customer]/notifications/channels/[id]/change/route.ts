import { route } from "#lib/access/route";
import { changeEndpoint } from "#lib/delivery/commands/change-endpoint";
import { ChangeEndpoint } from "#lib/delivery/input";
import { requireMember } from "../../../../member.ts";
import { answerChanged } from "../../../../../../../channel-answer.ts";

export const POST = route("customer.change_channel", ChangeEndpoint, async (call, change) => {
  const { member, slug } = requireMember(call);
  return answerChanged(call.ctx, { base: `/c/${slug}/notifications/channels`, change, changed: await changeEndpoint(call.ctx, { owner: member, change }) });
});
