import { route, seeOther } from "#lib/access/route";
import { checkHost } from "#lib/hosts/commands/hosts";
import { OneHost } from "#lib/hosts/input";
import { systemDns } from "#lib/platform/dns";

export const POST = route("hosts.check", OneHost, async ({ ctx }, { id }) => {
  await checkHost(ctx, { id, dns: systemDns() });
  return seeOther(`/admin/hosts/${id}`);
});
