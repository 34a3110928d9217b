import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { SloForm } from "#components/slo/slo-form";
import { readForm, requireStaff } from "#lib/access/gates";
import { listSliChoices } from "#lib/slo/queries/console";
import { findSloView } from "#lib/slo/queries/page";
import { fieldsOf } from "#lib/slo/rules/form";

export const metadata: Metadata = { title: "Change an SLO" };

export default async function EditSloPage({ params, searchParams }: PageProps<"/admin/slos/[id]/edit">) {
  const { ctx } = await requireStaff("slos.manage");
  const { id } = await params;
  const [found, form, choices] = [await findSloView(ctx, id), await readForm(searchParams), await listSliChoices(ctx)];
  if (!found) notFound();
  return (
    <>
      <Breadcrumb crumbs={[{ label: "SLOs", href: "/admin/slos" }, { label: found.slo.name, href: `/admin/slos/${id}` }, { label: "Change" }]} />
      <div className="mt-3"><PageTitle title={`Change ${found.slo.name}`} lead="A new version that holds from now on. What was promised before is read by what held then." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><SloForm action={`/admin/slos/${id}/save`} label="Save as a new version" saved={fieldsOf(found.slo.name, found.version.definition)} choices={choices} form={form} version={found.slo.version} backHref={`/admin/slos/${id}`} /></div>
    </>
  );
}
