import { route, seeOther } from "#lib/access/route";
import { addHost } from "#lib/hosts/commands/hosts";
import { AddHost } from "#lib/hosts/input";

export const POST = route("hosts.add", AddHost, async ({ ctx }, input) => {
  const { id } = await addHost(ctx, input);
  return seeOther(`/admin/hosts/${id}?saved=added`);
});
