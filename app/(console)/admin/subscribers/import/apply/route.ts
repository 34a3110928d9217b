import { route, seeOther } from "#lib/access/route";
import { importSubscribers } from "#lib/subscriptions/commands/import";
import { ApplySubscribers } from "#lib/subscriptions/input";

export const POST = route("subscribers.import", ApplySubscribers, async ({ ctx }, input) => {
  const { create, change } = await importSubscribers(ctx, input);
  return seeOther(`/admin/subscribers/import?done=${create}-${change}`);
});
