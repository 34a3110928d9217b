import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { SliForm } from "#components/sli/sli-form";
import { readForm, requireStaff } from "#lib/access/gates";
import { listSliOwners, listSlis } from "#lib/sli/queries/console";

export const metadata: Metadata = { title: "SLI" };

export default async function SliPage({ params, searchParams }: PageProps<"/admin/slis/[id]">) {
  const { ctx } = await requireStaff("slos.manage");
  const { id } = await params;
  const [slis, owners, form] = [await listSlis(ctx), await listSliOwners(ctx), await readForm(searchParams)];
  const sli = slis.find((each) => each.id === id);
  if (!sli) notFound();
  return (
    <>
      <Breadcrumb crumbs={[{ label: "SLIs", href: "/admin/slis" }, { label: sli.name }]} />
      <div className="mt-3"><PageTitle title={sli.name} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><SliForm action={`/admin/slis/${id}/save`} label="Save" saved={{ ...sli, customerId: sli.customerId ?? "", journeyId: sli.journeyId ?? "" }} version={sli.version} owners={owners} form={form} backHref="/admin/slis" /></div>
      <div className="mt-12"><AskFirst ask="Archive it" of={sli.name} action={`/admin/slis/${id}/archive`} label="Archive">Nothing is counted for it any more. What was counted stays, and objectives on it stop moving.</AskFirst></div>
    </>
  );
}
