import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextLink } from "#components/ui/text-link";
import { requirePerson } from "#lib/access/gates";
import { findPlace } from "#lib/hosts/queries/hosts";
import { isBelow } from "#lib/hosts/rules/ways";
import { ticketLifeMs } from "#lib/people/rules";
import { signTicket } from "#lib/people/tokens";
import { hostUrl } from "#lib/platform/env";

export const metadata: Metadata = { title: "On the way back", robots: { index: false } };

/** Sends members back to their customer's own name, which they came from. Not staff: whoever rules the name could act as them. */
export default async function EnterPage({ params }: PageProps<"/enter/[host]/[state]/[to]">) {
  const { ctx, signedIn } = await requirePerson();
  const { host, state, to } = await params;
  const customer = (await findPlace(ctx.read, host))?.customer;
  const isTheirs = customer && signedIn.memberships.some(({ customerId }) => customerId === customer.id);
  if (!isTheirs || !/^[0-9a-f]{64}$/.test(state)) notFound();
  const next = Buffer.from(to, "base64url").toString();
  const ticket = signTicket({ sessionId: signedIn.sessionId, host, customerId: customer.id, stateHash: state, next: isBelow(`/c/${customer.slug}`, next) && /^[\x21-\x7e]+$/.test(next) ? next : `/c/${customer.slug}`, expiresAt: ctx.now + ticketLifeMs });
  const href = hostUrl(host, `/arrive?ticket=${ticket}`);
  // No redirect: it would end the chain of the form that signed in, which browsers keep to this site (CSP, form-action).
  return (
    <div className="max-w-md pt-12">
      <meta httpEquiv="refresh" content={`0;url=${href}`} />
      <h1 className="text-xl font-semibold">You are signed in</h1>
      <p className="mt-4">Going on to <TextLink href={href}>{host}</TextLink>.</p>
    </div>
  );
}
