import type { Metadata } from "next";
import { ColumnsHelp } from "#components/customers/import-form";
import { ImportPreview } from "#components/customers/import-preview";
import { FormNotice } from "#components/forms/form-notice";
import { type SentForm, textOf } from "#components/forms/fill";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { SubscriberFileForm } from "#components/subscriptions/subscriber-file-form";
import { Section } from "#components/ui/card";
import type { Context } from "#lib/access/context";
import { readForm, requireStaff } from "#lib/access/gates";
import { tallyOf } from "#lib/customers/rules/import-file";
import { importModes } from "#lib/subscriptions/input";
import { previewSubscribers } from "#lib/subscriptions/queries/import-plan";
import { subscriberExample } from "#lib/subscriptions/rules/import-subscribers";
import { columnHelp } from "./columns.ts";

export const metadata: Metadata = { title: "Import subscribers" };

export default async function ImportSubscribersPage({ searchParams }: PageProps<"/admin/subscribers/import">) {
  const { ctx } = await requireStaff("subscribers.manage");
  const [form, { done }] = [await readForm(searchParams), await searchParams];
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Subscribers", href: "/admin/subscribers" }, { label: "Import" }]} />
      <div className="mt-3"><PageTitle title="Import subscribers" lead="From a CSV file. You see what it comes to before anything is written; the same file again changes nothing." /></div>
      <FormNotice sentence={form.sentence} saved={typeof done === "string" && /^\d+-\d+$/.test(done) ? "done" : undefined} words={{ done: wordsOf(done) }} />
      <Preview ctx={ctx} form={form} />
      <Section id="file-form" title={form.values["text"] === undefined ? "Your file" : "Another file"}><SubscriberFileForm form={form} /></Section>
      <Section id="columns" title="What the file looks like">
        <p className="mb-6 max-w-prose text-sm text-muted">The first line names the columns, in any order; empty cells leave what is there. Commas or semicolons; UTF-8; at most 5,000 rows and 1 MB. A row with an error is left out, the others are written. Whoever stopped stays stopped.</p>
        <ColumnsHelp title="Subscribers" columns={columnHelp} example={subscriberExample} />
      </Section>
    </>
  );
}

async function Preview({ ctx, form }: { ctx: Context; form: SentForm }) {
  const mode = importModes.find((each) => each === textOf(form, "mode"));
  const text = textOf(form, "text");
  const consent = textOf(form, "consent") ?? "";
  if (!mode || !text?.trim() || (mode === "confirmed" && consent === "")) return null;
  const { plan, seal } = await previewSubscribers(ctx, { mode, text });
  const rows = plan.rows.map(({ line, title, verdict, changes }) => ({ line, title, verdict, changes }));
  return <ImportPreview kind="subscribers" text={text} seal={seal} rows={rows} problems={plan.problems} ignored={plan.ignored} tally={tallyOf(plan)} action="/admin/subscribers/import/apply" fields={{ mode, consent }} />;
}

function wordsOf(done: string | string[] | undefined): string {
  const [created = "0", changed = "0"] = typeof done === "string" ? done.split("-") : [];
  return `Imported: ${created} new, ${changed} changed.`;
}
