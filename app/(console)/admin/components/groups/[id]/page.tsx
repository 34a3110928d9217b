import type { Metadata } from "next";
import { GroupForm } from "#components/catalog/group-form";
import { AskFirst } from "#components/forms/ask-first";
import { FormNotice } from "#components/forms/form-notice";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { Section } from "#components/ui/card";
import { readForm, requireStaff } from "#lib/access/gates";
import { getGroup } from "#lib/catalog/queries/components";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/admin/components/groups/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("catalog.manage");
  return { title: (await orNotFound(getGroup(ctx, await params))).name };
}

export default async function GroupPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff("catalog.manage");
  const group = await orNotFound(getGroup(ctx, await params));
  const form = await readForm(searchParams);
  return (
    <>
      <Breadcrumb crumbs={[{ label: "Components", href: "/admin/components" }, { label: group.name }]} />
      <div className="mt-3"><PageTitle title={group.name} lead="A group of components." /></div>
      <FormNotice sentence={form.sentence} saved={undefined} words={{}} />
      <div className="mt-8"><GroupForm saved={group} form={form} /></div>
      <Section id="delete" title="Delete">
        <AskFirst ask="Delete this group" of="" action={`/admin/components/groups/${group.id}/delete`} label={`Delete ${group.name}`}>Its components stay. They stand in no group, at the end, until you put them into another.</AskFirst>
      </Section>
    </>
  );
}
