import { Say } from "#components/ui/say";
import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmPage } from "#components/layout/confirm-page";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { getListToStop } from "#lib/subscriptions/queries/subscriber";

export function generateMetadata(): Metadata {
  return { title: say("Stop a mailbox’s status mails"), robots: { index: false } };
}

/** Looking stops nothing. The link came to the mailbox itself, so its button may end the mails of all who read it. */
export default async function StopListPage({ params }: PageProps<"/unsubscribe/[token]/list">) {
  const ctx = await requirePublic();
  const { token } = await params;
  const list = await getListToStop(ctx, token).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  return (
    <PortalMain>
      {list.state === "stopped" ? (
        <div className="max-w-xl pt-12"><PageTitle title={say("The mails have ended")} lead={<Say words="Nothing goes to {email} any more." email={<span className="wrap-anywhere">{list.email}</span>} />} /></div>
      ) : (
        <ConfirmPage title={say("Stop status mails for everybody?")} action={`/unsubscribe/${token}/list/stop`} label={say("Stop all mails")} isDanger>
          <p><Say words="Status mails to {email} end at once, for everybody who reads this mailbox." email={<strong className="wrap-anywhere">{list.email}</strong>} /></p>
        </ConfirmPage>
      )}
    </PortalMain>
  );
}
