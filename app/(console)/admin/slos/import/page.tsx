import type { Metadata } from "next";
import { fill, textOf } from "#components/forms/fill";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { ImportReport } from "#components/slo/import-report";
import { Button, LinkButton } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { TextArea } from "#components/ui/text-input";
import { readForm, requireStaff } from "#lib/access/gates";
import { readObjectives } from "#lib/importers/objectives/sources/documents";
import { listSliOwners, listSources } from "#lib/sli/queries/console";

export const metadata: Metadata = { title: "Import SLOs" };

export default async function ImportSlosPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff("slos.manage");
  const [form, owners, sources] = [await readForm(searchParams), await listSliOwners(ctx), await listSources(ctx)];
  const text = textOf(form, "text");
  const report = text === "" ? null : readObjectives([{ name: "pasted", text }]);
  const asked = sources.filter(({ kind }) => kind === "prometheus");
  return (
    <>
      <Breadcrumb crumbs={[{ label: "SLOs", href: "/admin/slos" }, { label: "Import" }]} />
      <div className="mt-3"><PageTitle title="Import SLOs" lead="Files of OpenSLO, Sloth or Pyrra. You see first what they become, and where figures will differ." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <form method="post" action="/admin/slos/import/apply" className="mt-8 grid max-w-3xl gap-5">
        <TextArea id="text" label="File" hint="YAML or JSON, several documents as well" rows={14} required spellCheck={false} className="font-mono" defaultValue={text} error={form.fields["text"]} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Select id="customerId" label="Of" options={[{ value: "", label: "All customers" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]} {...fill(form, "customerId", "")} />
          <Select id="sourceId" label="Its queries are for" options={[{ value: "", label: "None: I set them up by hand" }, ...asked.map(({ id, name }) => ({ value: id, label: name }))]} {...fill(form, "sourceId", "")} />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button formAction="/admin/slos/import/preview">Look at it first</Button>
          {report && report.found.length > 0 && <Button look="primary">{report.found.length === 1 ? "Import it" : `Import all ${report.found.length}`}</Button>}
          <LinkButton look="quiet" href="/admin/slos">Cancel</LinkButton>
        </div>
      </form>
      {report && <ImportReport {...report} />}
    </>
  );
}
