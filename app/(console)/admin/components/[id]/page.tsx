import type { Metadata } from "next";
import { ComponentForm } from "#components/catalog/component-form";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Notice } from "#components/layout/notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Button } from "#components/ui/button";
import { Section } from "#components/ui/card";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { getComponent, listGroupChoices } from "#lib/catalog/queries/components";
import { orNotFound } from "../../or-not-found.ts";

type Props = PageProps<"/admin/components/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("catalog.manage");
  return { title: (await orNotFound(getComponent(ctx, await params))).name };
}

export default async function ComponentPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("catalog.manage");
  const component = await orNotFound(getComponent(ctx, await params));
  const form = await readForm(searchParams);
  const isArchived = component.archivedAt !== null;
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Components", href: "/admin/components" }, { label: component.name }]} />
      <div className="mt-3"><PageTitle title={component.name} /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      {isArchived && <Notice className="mt-6" title="Archived">Nobody can choose it any more. Its history stays on the pages where it was.</Notice>}
      <div className="mt-8"><ComponentForm action={`/admin/components/${component.id}/save`} label="Save component" saved={component} groups={await listGroupChoices(ctx)} form={form} /></div>
      <Section id="used-by" title="Used by" aside={`${component.users.length} ${component.users.length === 1 ? "customer" : "customers"}`}>
        {component.users.length === 0 ? <p className="text-sm text-muted">No customer. Say so on a customer’s page, under “Components”.</p> : <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">{component.users.map((user) => <li key={user.id}><TextLink href={`/admin/customers/${user.id}`}>{user.name}</TextLink></li>)}</ul>}
      </Section>
      <Section id="archive" title={isArchived ? "Bring it back" : "Archive"}>
        {isArchived ? (
          <form method="post" action={`/admin/components/${component.id}/restore`}><Button>Bring back into use</Button></form>
        ) : (
          <AskFirst ask="Archive this component" of="" action={`/admin/components/${component.id}/archive`} label={`Archive ${component.name}`}>It leaves the pages and the composer. Past incidents keep it, and it can be brought back.</AskFirst>
        )}
      </Section>
    </>
  );
}
