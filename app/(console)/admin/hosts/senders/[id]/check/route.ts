import { route, seeOther } from "#lib/access/route";
import { checkSender } from "#lib/hosts/commands/senders";
import { OneHost } from "#lib/hosts/input";
import { systemDns } from "#lib/platform/dns";

export const POST = route("senders.check", OneHost, async ({ ctx }, { id }) => {
  await checkSender(ctx, { id, dns: systemDns() });
  return seeOther(`/admin/hosts/senders/${id}`);
});
