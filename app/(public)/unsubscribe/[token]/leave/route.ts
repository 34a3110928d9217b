import { route, seeOther } from "#lib/access/route";
import { leaveList } from "#lib/subscriptions/commands/leave";
import { LeaveList } from "#lib/subscriptions/input";

export const POST = route("subscriptions.leave", LeaveList, async ({ ctx }, input) => {
  const who = await leaveList(ctx, input);
  return seeOther(`/unsubscribe/${encodeURIComponent(input.token)}?left=${who}`);
});
