import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Section } from "#components/ui/card";
import { DescriptionList } from "#components/ui/description-list";
import { Time } from "#components/ui/time";
import { requireStaff } from "#lib/access/gates";
import { isFailure } from "#lib/core/failure";
import { getMail } from "#lib/delivery/queries/mailbox";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage({ params }: PageProps<"/admin/mailbox/[id]">) {
  const { ctx, signedIn } = await requireStaff("portal.manage");
  const mail = await getMail(ctx, (await params).id).catch((error: unknown) => {
    if (isFailure(error)) notFound();
    throw error;
  });
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Mailbox", href: "/admin/mailbox" }, { label: mail.subject }]} />
      <div className="mt-3"><PageTitle title={mail.subject} /></div>
      <div className="mt-6">
        <DescriptionList facts={[{ term: "To", value: mail.to }, { term: "From", value: mail.from }, { term: "Received", value: <Time at={mail.receivedAt} zone={signedIn.timeZone ?? "UTC"} show="full" /> }]} />
      </div>
      <Section id="mail" title="As it looks">
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the answer's own policy allows no script, and a sandbox would keep its styles out */}
        <iframe title={`Mail: ${mail.subject}`} src={`/admin/mailbox/${mail.id}/html`} className="h-[44rem] w-full rounded-lg border border-line bg-white" />
      </Section>
      <Section id="text" title="Text part"><pre className="rounded-lg border border-line p-4 text-xs break-words whitespace-pre-wrap">{mail.text}</pre></Section>
      <Section id="headers" title="Headers"><DescriptionList facts={Object.entries(mail.headers).map(([term, value]) => ({ term, value: <span className="font-mono text-xs break-all">{value}</span> }))} /></Section>
    </>
  );
}
