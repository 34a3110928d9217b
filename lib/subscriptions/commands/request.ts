import { record } from "#lib/audit/record";
import type { Context } from "#lib/access/context";
import { newId } from "#lib/core/ids";
import type { RequestSubscription } from "../input.ts";

/**
 * Somebody asks on the public page to be told. Known or not, the same row is written and the same answer given;
 * the worker looks the address up and mails it.
 */
// no requirePermission: anybody may ask; only the address's owner can confirm
export async function requestSubscription(ctx: Context, input: RequestSubscription): Promise<void> {
  if (input.website !== "") return;
  const { email, scope, components, incident, timeZone } = input;
  const id = newId("req", ctx.now);
  await ctx.write(async (tx) => {
    await record(tx, ctx, {
      action: "subscription.requested",
      entityId: id,
      touches: "nobody",
      event: { kind: "subscription.requested", payload: { email, scope, components, incident: incident ?? null, timeZone, language: ctx.language }, dedupeKey: id },
    });
  });
}
