import { retryAddress } from "#lib/bounces/commands/release";
import type { Context } from "#lib/access/context";
import { changeByLink } from "./by-link.ts";

/** Whoever holds the link to a subscription says its mailbox takes mail again. */
// no requirePermission: the signed link in the mail is the proof
// no record: changeByLink records it
export async function tryAgain(ctx: Context, input: { token: string }): Promise<void> {
  await changeByLink(ctx, { purpose: "manage", token: input.token, action: "subscription.tried_again" }, (tx, subscriber) => retryAddress(tx, ctx, subscriber.email));
}
