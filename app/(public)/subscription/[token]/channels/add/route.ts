import { route } from "#lib/access/route";
import { addEndpoint } from "#lib/delivery/commands/add-endpoint";
import { AddEndpoint } from "#lib/delivery/input";
import { WithToken } from "#lib/subscriptions/input";
import { answerAdded } from "../../../../../channel-answer.ts";
import { requireHolder } from "../holder.ts";

export const POST = route("subscriptions.add_channel", AddEndpoint.extend(WithToken.shape), async (call, { token, ...endpoint }) => {
  const { ctx, owner } = await requireHolder(call.ctx, token);
  return answerAdded(`/subscription/${encodeURIComponent(token)}/channels`, await addEndpoint(ctx, { owner, endpoint }), endpoint);
});
