import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { TemplateForm } from "#components/templates/template-form";
import { Tabs } from "#components/ui/tabs";
import { readForm, requireStaff } from "#lib/access/gates";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import { templateKindLabels, templateKinds } from "#lib/templates/terms";

export const metadata: Metadata = { title: "New template" };

const blank = { name: "", shortcut: "", title: "", body: "", choices: { state: "", visibility: "", customers: [], components: {}, promise: "" }, version: 1 };

export default async function NewTemplatePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff("templates.manage");
  const [form, { kind: asked }, choices] = [await readForm(searchParams), await searchParams, await listComposerChoices(ctx)];
  const wanted = form.values["kind"] ?? asked;
  const kind = templateKinds.find((each) => each === wanted) ?? "incident";
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Templates", href: "/admin/templates" }, { label: "New" }]} />
      <div className="mt-3"><PageTitle title="New template" /></div>
      <div className="mt-4"><Tabs label="What it is for" tabs={templateKinds.map((each) => ({ label: templateKindLabels[each], href: `/admin/templates/new?kind=${each}`, isCurrent: each === kind }))} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><TemplateForm action="/admin/templates/create" label="Create template" kind={kind} saved={blank} {...choices} form={form} /></div>
    </>
  );
}
