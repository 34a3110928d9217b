import type { Metadata } from "next";
import { FormNotice } from "#components/forms/form-notice";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { SliForm } from "#components/sli/sli-form";
import { Section } from "#components/ui/card";
import { Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { listSliOwners, listSlis } from "#lib/sli/queries/console";
import { sliKindLabels } from "#lib/sli/terms";

export const metadata: Metadata = { title: "SLIs" };

const savedWords: Record<string, string> = { saved: "Saved.", created: "Defined. Now let a source count it.", archived: "Archived. Nothing is counted for it any more." };
const blank = { name: "", key: "", kind: "availability", customerId: "", journeyId: "", definition: "" };

export default async function SlisPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { ctx } = await requireStaff();
  const [slis, owners, form, { saved }] = [await listSlis(ctx), await listSliOwners(ctx), await readForm(searchParams), await searchParams];
  const canManage = ctx.permissions.has("slos.manage");
  return (
    <>
      <PageTitle title="SLIs" lead="What counts as good, for whom, in words a customer can check." />
      <FormNotice sentence={form.sentence} saved={saved} words={savedWords} />
      <div className="mt-8">
        <Table
          caption="SLIs"
          columns={[{ key: "name", label: "Name" }, { key: "customer", label: "Customer" }, { key: "key", label: "Key" }, { key: "kind", label: "Measures", isHiddenOnPhone: true }, { key: "journey", label: "Journey", isHiddenOnPhone: true }]}
          rows={slis.map((sli) => ({ id: sli.id, cells: { name: canManage ? <TextLink href={`/admin/slis/${sli.id}`}><span className="wrap-anywhere">{sli.name}</span></TextLink> : sli.name, customer: sli.customer ?? "All", key: <code>{sli.key}</code>, kind: sliKindLabels[sli.kind], journey: sli.journey ?? "–" } }))}
          empty={<EmptyState title="No SLIs yet">An SLI counts good ones among all: payments that get an answer, pages within a second.</EmptyState>}
        />
      </div>
      {canManage && <Section id="new" title="New SLI"><SliForm action="/admin/slis/create" label="Define it" saved={blank} version={0} owners={owners} form={form} /></Section>}
    </>
  );
}
