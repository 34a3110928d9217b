import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AskFirst } from "#components/forms/ask-first";
import { fill } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { CopyField } from "#components/ui/copy-field";
import { Select } from "#components/ui/select";
import { Table } from "#components/ui/table";
import { TextInput } from "#components/ui/text-input";
import { Time } from "#components/ui/time";
import { findNewShare, readForm, requireCustomer } from "#lib/access/gates";
import type { Context } from "#lib/access/context";
import type { GateCustomer } from "#lib/access/queries";
import { say } from "#lib/language/rules/say";
import { currentLanguage } from "#lib/core/language";
import { env } from "#lib/platform/env";
import { shareDays } from "#lib/reports/input";
import { findStatement, listShares } from "#lib/reports/queries/statements";
import { periodWords } from "#lib/reports/rules/period";
import { readerOf } from "../../../reader.ts";

type Props = { params: Promise<{ customer: string; statement: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("Share a statement")} · ${customer.name}` };
}

export default async function SharePage({ params, searchParams }: Props) {
  const { customer: slug, statement: id } = await params;
  const { ctx, customer } = await requireCustomer(slug);
  const found = await findStatement(ctx, id);
  if (!found) notFound();
  const home = `${readerOf(customer).base}/reports/${id}`;
  const period = periodWords(found.document, { zone: customer.timeZone, language: currentLanguage() });
  return (
    <PortalMain>
      <div className="grid gap-3 pt-10">
        <Breadcrumb crumbs={[{ label: say("Reports"), href: `${readerOf(customer).base}/reports` }, { label: period, href: home }, { label: say("Share a statement") }]} />
        <PageTitle title={say("Share this statement")} lead={say("Whoever has the link reads this one statement and its files, without an account, until it expires or you revoke it.")} />
      </div>
      {ctx.permissions.has("customer.manage_members") ? <Links ctx={ctx} customer={customer} statementId={id} searchParams={searchParams} /> : <div className="mt-6 max-w-xl"><Notice title={say("Only owners make links")}>{say("Ask an owner of {name} for one. You can hand on the files yourself: download them from the statement.", { name: customer.name })}</Notice></div>}
    </PortalMain>
  );
}

async function Links({ ctx, customer, statementId, searchParams }: { ctx: Context; customer: GateCustomer; statementId: string; searchParams: Props["searchParams"] }) {
  const [shares, form, { made, saved }] = [await listShares(ctx, statementId), await readForm(searchParams), await searchParams];
  const [newId, token] = ((await findNewShare()) ?? "").split(".");
  const home = `${readerOf(customer).base}/reports/${statementId}`;
  return (
    <>
      <FormNotice sentence={form.sentence} saved={saved} words={{ revoked: say("Revoked. The link opens nothing any more.") }} />
      {newId !== "" && newId === made && token && (
        <div className="mt-6 grid max-w-xl gap-4">
          <Notice kind="success" title={say("Copy the link now")}>{say("It is shown this once. We keep only a fingerprint of it.")}</Notice>
          <CopyField id="link" label={say("Link")} value={`${env.APP_URL}/s/${token}`} />
        </div>
      )}
      <Section id="new" title={say("New link")}>
        <form method="post" action={`${home}/share/create`} className="grid max-w-xl gap-5">
          <TextInput id="label" label={say("Who it is for")} hint={say("Only you and other owners see this.")} required maxLength={80} {...fill(form, "label", "")} />
          <Select id="days" label={say("Opens for")} options={shareDays.map((days) => ({ value: String(days), label: say("{count} day|{count} days", { count: days }) }))} {...fill(form, "days", String(shareDays[0]))} />
          <div><Button look="primary">{say("Make the link")}</Button></div>
        </form>
      </Section>
      <Section id="links" title={say("Links that open it")}>
        <Table
          caption={say("Links to this statement")}
          columns={[{ key: "label", label: say("For") }, { key: "by", label: say("Made by"), isHiddenOnPhone: true }, { key: "until", label: say("Until") }, { key: "revoke", label: say("Revoke"), isLabelHidden: true }]}
          rows={shares.map((share) => ({ id: share.id, cells: { label: <>{share.label} <span className="text-xs text-muted">…{share.lastFour}</span></>, by: share.createdByName, until: <Time at={share.expiresAt} zone={customer.timeZone} show="dateTime" />, revoke: <AskFirst ask={say("Revoke")} of={share.label} action={`${home}/share/${share.id}/revoke`} label={say("Revoke")}>{say("Whoever has it reads nothing any more.")}</AskFirst> } }))}
          empty={<p className="text-sm text-muted">{say("None. Members of {name} read it after signing in.", { name: customer.name })}</p>}
        />
      </Section>
    </>
  );
}
