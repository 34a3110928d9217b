import type { Metadata } from "next";
import { ColumnsHelp, ImportForm } from "#components/customers/import-form";
import { ImportPreview } from "#components/customers/import-preview";
import { FormNotice } from "#components/forms/form-notice";
import { textOf, type SentForm } from "#components/forms/fill";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Section } from "#components/ui/card";
import { readForm, requireStaff } from "#lib/access/gates";
import type { Context } from "#lib/access/context";
import { importKinds } from "#lib/customers/input";
import { previewImport } from "#lib/customers/queries/import-plan";
import { customerExample } from "#lib/customers/rules/import-customers";
import { tallyOf } from "#lib/customers/rules/import-file";
import { memberExample } from "#lib/customers/rules/import-members";
import { columnHelp } from "./columns.ts";

export const metadata: Metadata = { title: "Import customers" };

export default async function ImportPage({ searchParams }: PageProps<"/admin/customers/import">) {
  const { ctx } = await requireStaff("customers.import");
  const [form, { done }] = [await readForm(searchParams), await searchParams];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Customers", href: "/admin/customers" }, { label: "Import" }]} />
      <div className="mt-3"><PageTitle title="Import customers and members" lead="From a CSV file. You see what it comes to before anything is written; the same file again changes nothing." /></div>
      <FormNotice sentence={form.sentence} saved={typeof done === "string" && /^\d+-\d+$/.test(done) ? "done" : undefined} words={{ done: wordsOf(done) }} />
      <Preview ctx={ctx} form={form} />
      <Section id="file-form" title={form.values["text"] === undefined ? "Your file" : "Another file"}><ImportForm form={form} /></Section>
      <Section id="columns" title="What the file looks like">
        <p className="mb-6 max-w-prose text-sm text-muted">The first line names the columns, in any order. Commas or semicolons; UTF-8; at most 5,000 rows and 1 MB. A row with an error is left out, the others are written.</p>
        <div className="grid gap-10 xl:grid-cols-2">
          <ColumnsHelp title="Customers" columns={columnHelp.customers} example={customerExample} />
          <ColumnsHelp title="Members" columns={columnHelp.members} example={memberExample} />
        </div>
      </Section>
    </>
  );
}

async function Preview({ ctx, form }: { ctx: Context; form: SentForm }) {
  const kind = importKinds.find((each) => each === textOf(form, "kind"));
  const text = textOf(form, "text");
  if (!kind || !text.trim()) return null;
  const { plan, seal } = await previewImport(ctx, { kind, text });
  const rows = plan.rows.map(({ line, title, verdict, changes }) => ({ line, title, verdict, changes }));
  return <ImportPreview kind={kind} text={text} seal={seal} rows={rows} problems={plan.problems} ignored={plan.ignored} tally={tallyOf(plan)} />;
}

function wordsOf(done: string | string[] | undefined): string {
  const [created = "0", changed = "0"] = typeof done === "string" ? done.split("-") : [];
  return `Imported: ${created} new, ${changed} changed.`;
}
