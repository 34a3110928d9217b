import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { SourceForm } from "#components/sli/source-form";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { sourceKindHints, sourceKindLabels, sourceKinds } from "#lib/sli/terms";

export const metadata: Metadata = { title: "New source" };

export default async function NewSourcePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  await requireStaff("slos.manage");
  const [form, { kind: asked }] = [await readForm(searchParams), await searchParams];
  const wanted = form.values["kind"] ?? asked;
  const kind = sourceKinds.find((each) => each === wanted);
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Sources", href: "/admin/sources" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title={kind ? `New source: ${sourceKindLabels[kind]}` : "New source"} lead={kind ? sourceKindHints[kind] : "Where do the counts come from?"} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8">
        {kind ? <SourceForm action="/admin/sources/create" label="Add it" kind={kind} saved={{ name: "", settings: {}, version: 0, hasSecret: false }} form={form} backHref="/admin/sources" /> : <ul className="grid max-w-2xl gap-3 text-sm">{sourceKinds.map((each) => <li key={each}><TextLink href={`/admin/sources/new?kind=${each}`}>{sourceKindLabels[each]}</TextLink><span className="block text-muted">{sourceKindHints[each]}</span></li>)}</ul>}
      </div>
    </>
  );
}
