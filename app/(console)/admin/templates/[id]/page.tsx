import type { Metadata } from "next";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { TemplateForm } from "#components/templates/template-form";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { readForm, requireStaff } from "#lib/access/gates";
import { listComposerChoices } from "#lib/incidents/queries/composer";
import { getTemplate } from "#lib/templates/queries";
import { templateKindLabels } from "#lib/templates/terms";
import { orNotFound } from "../../or-not-found.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("templates.manage");
  return { title: (await orNotFound(getTemplate(ctx, await params))).name };
}

export default async function TemplatePage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("templates.manage");
  const template = await orNotFound(getTemplate(ctx, await params));
  const [form, choices] = [await readForm(searchParams), await listComposerChoices(ctx)];
  const base = `/admin/templates/${template.id}`;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Templates", href: "/admin/templates" }, { label: template.name }]} />
      <div className="mt-3"><PageTitle title={template.name} lead={templateKindLabels[template.kind]} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      {template.archivedAt !== null && <Notice className="mt-6" title="Archived">Nobody can choose it any more.</Notice>}
      <div className="mt-8"><TemplateForm action={`${base}/save`} label="Save template" kind={template.kind} saved={template} {...choices} form={form} /></div>
      <Section id="archive" title={template.archivedAt === null ? "Archive" : "Bring it back"}>
        {template.archivedAt === null ? (
          <AskFirst ask="Archive this template" of="" action={`${base}/archive`} label={`Archive ${template.name}`}>It leaves the composer. It can be brought back.</AskFirst>
        ) : (
          <form method="post" action={`${base}/restore`}><Button>Bring back into use</Button></form>
        )}
      </Section>
    </>
  );
}
