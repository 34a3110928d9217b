import type { Metadata } from "next";
import { fill } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Select } from "#components/ui/select";
import { Table } from "#components/ui/table";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { readForm, requireStaff } from "#lib/access/gates";
import { listAudienceChoices } from "#lib/announcements/queries/console";
import { listSenders, type SenderDetails } from "#lib/hosts/queries/senders";
import { env } from "#lib/platform/env";

export const metadata: Metadata = { title: "Senders" };

export default async function SendersPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff("customers.manage");
  const [form, { saved }, senders, { customers }] = [await readForm(searchParams), await searchParams, await listSenders(ctx), await listAudienceChoices(ctx)];
  const { hint: senderHint, ...sender } = fill(form, "sender", "");
  const { hint: selectorHint, ...selector } = fill(form, "selector", "");
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Domains", href: "/admin/hosts" }, { label: "Senders" }]} />
      <div className="mt-3"><PageTitle title="Senders" lead={`Whom mails to a customer come from, where that is not ${env.MAIL_FROM}. A sender is used once its domain’s records are right.`} /></div>
      <FormNotice sentence={form.sentence} saved={saved} words={{ removed: "Removed. The next mails come from the portal’s own sender." }} />
      <div className="mt-8">
        {senders.length === 0 ? (
          <EmptyState title="No senders yet">Every mail comes from {env.MAIL_FROM}.</EmptyState>
        ) : (
          <Table caption="Senders" columns={[{ key: "sender", label: "Sender" }, { key: "about", label: "Mails about" }, { key: "state", label: "State" }, { key: "checked", label: "Looked up", isHiddenOnPhone: true }]} rows={senders.map((each) => toRow(each, signedIn.timeZone ?? "UTC"))} />
        )}
      </div>
      <Section id="add" title="Add a sender">
        <form method="post" action="/admin/hosts/senders/add" className="grid max-w-prose gap-5">
          <TextInput id="sender" label="Sender" hint={senderHint ?? "Such as Acme status <status@acme.example>"} {...sender} autoComplete="off" spellCheck={false} required />
          <TextInput id="selector" label="DKIM selector" hint={selectorHint ?? "Your mail provider shows it beside the domain’s key: resend, s1, mail2026"} {...selector} autoComplete="off" spellCheck={false} required />
          <Select id="customerId" label="Mails about" options={[{ value: "", label: "The public page" }, ...customers.map(({ id, name }) => ({ value: id, label: name }))]} {...fill(form, "customerId", "")} />
          <div><Button look="primary">Add sender</Button></div>
        </form>
      </Section>
    </>
  );
}

function toRow({ id, sender, customerName, isReady, checkedAt }: SenderDetails, zone: string) {
  return {
    id,
    cells: {
      sender: <a href={`/admin/hosts/senders/${id}`} className="wrap-anywhere hover:underline">{sender}</a>,
      about: customerName ?? "The public page",
      state: isReady ? "Used" : checkedAt === null ? "Not checked yet" : "Not used: records are wrong",
      checked: checkedAt === null ? <span className="text-muted">Not yet</span> : <Time at={checkedAt} zone={zone} show="dateTime" className="whitespace-nowrap" />,
    },
  };
}
