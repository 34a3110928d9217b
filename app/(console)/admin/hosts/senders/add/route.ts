import { route, seeOther } from "#lib/access/route";
import { addSender } from "#lib/hosts/commands/senders";
import { AddSender } from "#lib/hosts/input";

export const POST = route("senders.add", AddSender, async ({ ctx }, input) => {
  const { id } = await addSender(ctx, input);
  return seeOther(`/admin/hosts/senders/${id}?saved=added`);
});
