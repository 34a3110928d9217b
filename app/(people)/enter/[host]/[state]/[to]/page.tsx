import { notFound, redirect } from "next/navigation";
import { requirePerson } from "#lib/access/gates";
import { findPlace } from "#lib/hosts/queries/hosts";
import { isBelow } from "#lib/hosts/rules/ways";
import { ticketLifeMs } from "#lib/people/rules";
import { signTicket } from "#lib/people/tokens";
import { hostUrl } from "#lib/platform/env";

/** Sends members back to their customer's own name, which they came from. Not staff: whoever rules the name could act as them. */
export default async function EnterPage({ params }: PageProps<"/enter/[host]/[state]/[to]">) {
  const { ctx, signedIn } = await requirePerson();
  const { host, state, to } = await params;
  const customer = (await findPlace(ctx.read, host))?.customer;
  const isTheirs = customer && signedIn.memberships.some(({ customerId }) => customerId === customer.id);
  if (!isTheirs || !/^[0-9a-f]{64}$/.test(state)) notFound();
  const next = Buffer.from(to, "base64url").toString();
  const ticket = signTicket({ sessionId: signedIn.sessionId, host, customerId: customer.id, stateHash: state, next: isBelow(`/c/${customer.slug}`, next) && /^[\x21-\x7e]+$/.test(next) ? next : `/c/${customer.slug}`, expiresAt: ctx.now + ticketLifeMs });
  redirect(hostUrl(host, `/arrive?ticket=${ticket}`));
}
