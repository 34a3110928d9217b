import type { Metadata } from "next";
import { fill } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { PageTitle } from "#components/layout/page-frame";
import { StatementTable } from "#components/reports/statement-table";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Select } from "#components/ui/select";
import { TextInput } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { listCustomerChoices } from "#lib/reports/queries/choices";
import { findReleaseRule } from "#lib/reports/queries/settings";
import { listAllStatements } from "#lib/reports/queries/statements";

export const metadata: Metadata = { title: "Statements" };

const savedWords: Record<string, string> = { rule: "Saved. Drafts that wait already keep their day.", discarded: "Discarded." };

export default async function StatementsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx, signedIn } = await requireStaff();
  const [form, { saved }, { afterDays }] = [await readForm(searchParams), await searchParams, await findReleaseRule(ctx.read)];
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Statements" lead="What each customer was promised and what was measured, month by month. They are made when a customer’s month is over, reviewed here, and frozen and signed at their release." />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <Section id="drafts" title="To review"><StatementTable rows={await listAllStatements(ctx, { state: "draft" })} zone={zone} empty="Nothing waits. The next ones are made six hours after the end of each customer’s month." /></Section>
      <Section id="released" title="Released"><StatementTable rows={await listAllStatements(ctx, { state: "released" })} zone={zone} empty="None yet." /></Section>
      {ctx.permissions.has("slos.manage") && (
        <Section id="new" title="Another period">
          <form method="post" action="/admin/statements/draft" className="grid max-w-xl gap-5">
            <Select id="customerId" label="Customer" options={[{ value: "", label: "Choose …" }, ...(await listCustomerChoices(ctx))]} {...fill(form, "customerId", "")} />
            <div className="grid gap-5 sm:grid-cols-2"><TextInput id="from" type="date" label="From" required {...fill(form, "from", "")} /><TextInput id="until" type="date" label="Until, that day included" required {...fill(form, "until", "")} /></div>
            <div><Button>Make a draft</Button></div>
          </form>
        </Section>
      )}
      {ctx.permissions.has("portal.manage") && (
        <Section id="rule" title="Release by itself">
          <form method="post" action="/admin/statements/rule" className="grid max-w-xl gap-5">
            <TextInput id="afterDays" label="Days after a month’s statement was made" hint="Empty: only by hand. Amendments and other periods are always released by hand." inputMode="numeric" maxLength={2} {...fill(form, "afterDays", afterDays === null ? "" : String(afterDays))} />
            <div><Button size="small">Save</Button></div>
          </form>
        </Section>
      )}
    </>
  );
}
