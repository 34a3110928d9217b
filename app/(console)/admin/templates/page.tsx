import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import type { Context } from "#lib/access/context";
import { readForm, requireStaff } from "#lib/access/gates";
import { excerpt } from "#lib/core/markdown";
import { listArchivedTemplates, listTemplates } from "#lib/templates/queries";
import { type TemplateKind, templateKindLabels, templateKinds } from "#lib/templates/terms";

export const metadata: Metadata = { title: "Templates" };

const savedWords: Record<string, string> = { created: "Created. It is in the composer now.", saved: "Saved.", archived: "Archived. Nobody can choose it any more.", restored: "It is in the composer again." };

export default async function TemplatesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff();
  const [form, { saved }] = [await readForm(searchParams), await searchParams];
  const canManage = ctx.permissions.has("templates.manage");
  return (
    <>
      <PageTitle title="Templates" lead="Words prepared in a quiet hour. In the composer, type / and the shortcut." actions={canManage && <LinkButton look="primary" href="/admin/templates/new">New template</LinkButton>} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {templateKinds.map((kind) => <OfKind key={kind} ctx={ctx} kind={kind} canManage={canManage} />)}
    </>
  );
}

const emptyWords: Record<TemplateKind, string> = {
  incident: "What you say first when something fails that has failed before.",
  update: "“We found the cause”, “It works again”: what you say in the middle of it.",
  maintenance: "Planned work that comes again.",
};

async function OfKind({ ctx, kind, canManage }: { ctx: Context; kind: TemplateKind; canManage: boolean }) {
  const [templates, archived] = [await listTemplates(ctx, { kind }), await listArchivedTemplates(ctx, { kind })];
  const nameOf = ({ id, name }: { id: string; name: string }) => (canManage ? <TextLink href={`/admin/templates/${id}`}>{name}</TextLink> : name);
  const rows = templates.map((template) => ({ id: template.id, cells: { name: <span className="wrap-anywhere">{nameOf(template)}</span>, shortcut: <code>/{template.shortcut}</code>, says: <span className="text-muted wrap-anywhere">{excerpt(template.body, 90)}</span> } }));
  return (
    <Section id={kind} title={templateKindLabels[kind]} className="mt-8">
      {rows.length === 0 ? <EmptyState title="None yet">{emptyWords[kind]}</EmptyState> : <Table caption={templateKindLabels[kind]} columns={[{ key: "name", label: "Name" }, { key: "shortcut", label: "Shortcut" }, { key: "says", label: "Says", isHiddenOnPhone: true }]} rows={rows} />}
      {archived.length > 0 && (
        <details className="mt-4">
          <summary className="text-sm text-muted hover:text-ink">Archived ({archived.length})</summary>
          <ul className="mt-2 grid gap-1 text-sm">{archived.map((template) => <li key={template.id}>{nameOf(template)}</li>)}</ul>
        </details>
      )}
    </Section>
  );
}
