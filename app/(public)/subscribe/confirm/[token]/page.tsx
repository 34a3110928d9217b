import { Say } from "#components/ui/say";
import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmPage } from "#components/layout/confirm-page";
import { PortalMain } from "#components/layout/portal-footer";
import { Checkbox } from "#components/ui/choice";
import { requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";
import { isRoleAddress } from "#lib/subscriptions/rules/role-address";

const words = { active: "Status mails already go to {email}.", fresh: "Status mails will go to {email}. You can choose, pause and stop at any time; every mail has the link." } as const;

export function generateMetadata(): Metadata {
  return { title: say("Confirm your subscription"), robots: { index: false } };
}

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
      <ConfirmPage title={isActive ? say("This address is confirmed") : say("Get status mails")} action={`/subscribe/confirm/${token}/accept`} label={isActive ? say("Choose what you get") : say("Yes, send me status mails")} choice={isActive ? undefined : <SharedChoice email={subscriber.email} />}>
        <p><Say words={isActive ? words.active : words.fresh} email={<strong>{subscriber.email}</strong>} /></p>
      </ConfirmPage>
    </PortalMain>
  );
}

// Ticked for addresses that read like a role's, for whoever confirms to say otherwise.
function SharedChoice({ email }: { email: string }) {
  return <Checkbox name="shared" value="yes" defaultChecked={isRoleAddress(email)} label={say("Several people read this mailbox")} hint={say("Then one of them cannot end the mails for all with one click")} />;
}
