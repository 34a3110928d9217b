import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { MailRecords } from "#components/hosts/mail-records";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { planOf } from "#lib/hosts/commands/senders";
import { getSender, type SenderDetails } from "#lib/hosts/queries/senders";
import { recordsOf } from "#lib/hosts/rules/senders";
import { env } from "#lib/platform/env";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/admin/hosts/senders/[id]">;

export const metadata: Metadata = { title: "Sender" };

export default async function SenderPage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("customers.manage");
  const sender = await orNotFound(getSender(ctx, await params));
  const [form, { saved }] = [await readForm(searchParams), await searchParams];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Domains", href: "/admin/hosts" }, { label: "Senders", href: "/admin/hosts/senders" }, { label: sender.sender }]} />
      <div className="mt-3"><PageTitle title={sender.sender} lead={`For mails about ${sender.customerName ?? "the public page"}`} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ added: "Added. It is used once its records are right." }} />
      <Standing sender={sender} zone={signedIn.timeZone ?? "UTC"} />
      <Section id="records" title="Records of its domain"><MailRecords records={recordsOf(planOf(sender))} verdicts={sender.finding?.verdicts ?? null} /></Section>
      <div className="mt-10 flex flex-wrap gap-3">
        <form method="post" action={`/admin/hosts/senders/${sender.id}/check`}><Button look="primary">Check now</Button></form>
        <form method="post" action={`/admin/hosts/senders/${sender.id}/remove`}><Button look="danger">Remove sender</Button></form>
      </div>
    </>
  );
}

function Standing({ sender: { isReady, finding, checkedAt }, zone }: { sender: SenderDetails; zone: string }) {
  const at = checkedAt === null ? null : <> Looked up <Time at={checkedAt} zone={zone} show="full" />.</>;
  if (finding?.trouble) return <Notice kind="error" className="mt-6" title="DNS could not be asked">{finding.trouble} Nothing has changed.{at}</Notice>;
  if (isReady) return <Notice kind="success" className="mt-6" title="Used">Mails come from this sender.{at}</Notice>;
  if (checkedAt !== null) return <Notice kind="error" className="mt-6" title="Not used">Some records are not right yet. Until they are, mails come from {env.MAIL_FROM}.{at}</Notice>;
  return <Notice className="mt-6" title="Not checked yet">Set the records below, then check. Until they are right, mails come from {env.MAIL_FROM}.</Notice>;
}
