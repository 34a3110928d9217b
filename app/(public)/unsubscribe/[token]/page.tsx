import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmPage } from "#components/layout/confirm-page";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { requirePublic } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { readAsSubscriber } from "#lib/subscriptions/queries/subscriber";

export const metadata: Metadata = { title: "Stop status mails", robots: { index: false } };

/** Looking stops nothing; the button does, and a mail program's own one-click POST. */
export default async function UnsubscribePage({ params, searchParams }: PageProps<"/unsubscribe/[token]">) {
  const ctx = await requirePublic();
  const { token } = await params;
  const { subscriber } = await readAsSubscriber(ctx, { purpose: "unsubscribe", token }).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  if (subscriber.state === "stopped" || (await searchParams)["done"] === "1") return <PortalMain><div className="max-w-xl pt-12"><PageTitle title="You get no more mails" lead={<>Nothing goes to {subscriber.email} any more.</>} /></div></PortalMain>;
  return (
    <PortalMain>
      <ConfirmPage title="Stop status mails?" action={`/unsubscribe/${token}/one-click`} label="Stop all mails" isDanger fields={{ from: "page" }}>
        <p>Status mails to <strong>{subscriber.email}</strong> end at once. If others read this mailbox too, they lose them as well.</p>
      </ConfirmPage>
    </PortalMain>
  );
}
