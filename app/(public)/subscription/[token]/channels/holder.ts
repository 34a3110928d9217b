import type { Context } from "#lib/access/context";
import { Failure } from "#lib/core/failure";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";

interface Holder {
  ctx: Context;
  owner: { email: string; timeZone: string; customerId: null; personId: null };
}

/** The confirmed subscriber of the public page whose link this is. Members have theirs on their customer's pages. */
export async function requireHolder(ctx: Context, token: string): Promise<Holder> {
  const { ctx: own, subscriber } = await readAsSubscriber(ctx, { purpose: "manage", token });
  if (subscriber.customerId !== null || subscriber.channel !== "email" || (subscriber.state !== "active" && subscriber.state !== "paused")) throw new Failure("not_found", "There is nothing here.");
  return { ctx: own, owner: { email: subscriber.email, timeZone: subscriber.timeZone, customerId: null, personId: null } };
}
