import { route, seeOther } from "#lib/access/route";
import { removeHost } from "#lib/hosts/commands/hosts";
import { OneHost } from "#lib/hosts/input";

export const POST = route("hosts.remove", OneHost, async ({ ctx }, { id }) => {
  await removeHost(ctx, { id });
  return seeOther("/admin/hosts?saved=removed");
});
