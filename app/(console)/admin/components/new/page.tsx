import type { Metadata } from "next";
import { ComponentForm } from "#components/catalog/component-form";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { listGroupChoices } from "#lib/catalog/queries/components";
import { localDate } from "#lib/core/time";

export const metadata: Metadata = { title: "New component" };

export default async function NewComponentPage({ searchParams }: PageProps<"/admin/components/new">) {
  const { ctx } = await requireStaff("catalog.manage");
  const [groups, form, { group }] = [await listGroupChoices(ctx), await readForm(searchParams), await searchParams];
  const blank = { name: "", description: "", groupId: typeof group === "string" ? group : "", visibility: "public", showsHistory: true, startedOn: localDate(ctx.now, "UTC"), version: 1 };
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Components", href: "/admin/components" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title="New component" /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><ComponentForm action="/admin/components/create" label="Create component" saved={blank} groups={groups} form={form} /></div>
    </>
  );
}
