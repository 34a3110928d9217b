import type { Metadata } from "next";
import { ComponentTable } from "#components/catalog/component-table";
import { NewGroupForm } from "#components/catalog/group-form";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { LinkButton } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { listComponents, type GroupItem } from "#lib/catalog/queries/components";

export const metadata: Metadata = { title: "Components" };

const savedWords: Record<string, string> = {
  created: "Created. It is on the pages of everybody who may see it.",
  saved: "Saved.",
  archived: "Archived. Its history stays; it can be brought back below.",
  restored: "The component is back in use.",
  group: "The group is added. Put components into it on their own pages.",
  "group-saved": "The group is saved.",
  "group-deleted": "The group is deleted. Its components stand in no group now.",
};

export default async function ComponentsPage({ searchParams }: PageProps<"/admin/components">) {
  const { ctx } = await requireStaff();
  const canManage = ctx.permissions.has("catalog.manage");
  const [groups, form, { saved }] = [await listComponents(ctx), await readForm(searchParams), await searchParams];
  const archived = groups.flatMap((group) => group.components.filter((each) => each.isArchived));
  const isEmpty = groups.every((group) => group.components.length === archived.length && group.id === null);
  return (
    <>
      <PageTitle title="Components" lead="The parts of your service, in the order readers see them." actions={canManage && <LinkButton look="primary" href="/admin/components/new">New component</LinkButton>} />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      {isEmpty && <div className="mt-8"><EmptyState title="No components yet">Each part of your service that can fail on its own is a component, such as “Card payments” or “Dashboard”.</EmptyState></div>}
      {groups.map((group) => <Group key={group.id ?? "none"} group={group} canManage={canManage} hasOthers={groups.length > 1} />)}
      {archived.length > 0 && (
        <details className="mt-12">
          <summary className="cursor-pointer text-sm text-muted hover:text-ink">Archived components ({archived.length})</summary>
          <ul className="mt-3 grid gap-1 text-sm">{archived.map((each) => <li key={each.id}>{canManage ? <TextLink href={`/admin/components/${each.id}`}>{each.name}</TextLink> : each.name}</li>)}</ul>
        </details>
      )}
      {canManage && <Section id="new-group" title="New group"><NewGroupForm form={form} /></Section>}
    </>
  );
}

function Group({ group, canManage, hasOthers }: { group: GroupItem; canManage: boolean; hasOthers: boolean }) {
  const inUse = group.components.filter((each) => !each.isArchived);
  const name = group.id === null ? (hasOthers ? "In no group" : "All components") : group.name;
  if (group.id === null && inUse.length === 0) return null;
  return (
    <Section id={group.id ?? "no-group"} title={name} aside={canManage && group.id !== null && <TextLink href={`/admin/components/groups/${group.id}`}>Edit group<span className="sr-only"> {name}</span></TextLink>}>
      {group.description && <p className="-mt-2 mb-3 max-w-prose text-sm text-muted">{group.description}</p>}
      {inUse.length === 0 ? <EmptyState title="No components in this group">Readers do not see it until it has one.</EmptyState> : <ComponentTable caption={name} components={inUse} canManage={canManage} />}
    </Section>
  );
}
