import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmPage } from "#components/layout/confirm-page";
import { PortalMain } from "#components/layout/portal-footer";
import { Checkbox } from "#components/ui/choice";
import { requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";
import { isRoleAddress } from "#lib/subscriptions/rules/role-address";

export const metadata: Metadata = { title: "Confirm your subscription", robots: { index: false } };

/** Looking changes nothing: link scanners look at everything. Only the button confirms. */
export default async function ConfirmSubscriptionPage({ params }: PageProps<"/subscribe/confirm/[token]">) {
  const ctx = await requirePublic();
  const { token } = await params;
  const { subscriber } = await readAsSubscriber(ctx, { purpose: "confirm", token }).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  const isActive = subscriber.state === "active";
  return (
    <PortalMain>
      <ConfirmPage title={isActive ? "This address is confirmed" : "Get status mails"} action={`/subscribe/confirm/${token}/accept`} label={isActive ? "Choose what you get" : "Yes, send me status mails"} choice={isActive ? undefined : <SharedChoice email={subscriber.email} />}>
        <p>{isActive ? <>Status mails already go to <strong>{subscriber.email}</strong>.</> : <>Status mails will go to <strong>{subscriber.email}</strong>. You can choose, pause and stop at any time; every mail has the link.</>}</p>
      </ConfirmPage>
    </PortalMain>
  );
}

// Ticked for addresses that read like a role's, for whoever confirms to say otherwise.
function SharedChoice({ email }: { email: string }) {
  return <Checkbox name="shared" value="yes" defaultChecked={isRoleAddress(email)} label="Several people read this mailbox" hint="Then one of them cannot end the mails for all with one click" />;
}
