import { route } from "#lib/access/route";
import { changeEndpoint } from "#lib/delivery/commands/change-endpoint";
import { ChangeEndpoint } from "#lib/delivery/input";
import { WithToken } from "#lib/subscriptions/input";
import { answerChanged } from "../../../../../../channel-answer.ts";
import { requireHolder } from "../../holder.ts";

export const POST = route("subscriptions.change_channel", ChangeEndpoint.extend(WithToken.shape), async (call, { token, ...change }) => {
  const { ctx, owner } = await requireHolder(call.ctx, token);
  return answerChanged(ctx, { base: `/subscription/${encodeURIComponent(token)}/channels`, change, changed: await changeEndpoint(ctx, { owner, change }) });
});
