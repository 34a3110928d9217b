import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { TextLink } from "#components/ui/text-link";
import { readForm, requireStaff } from "#lib/access/gates";
import { getMaintenanceFacts } from "#lib/maintenance/queries/facts";
import { planContent } from "#lib/maintenance/rules/plan";
import { canDo } from "#lib/maintenance/rules/state";
import { orNotFound } from "../../../or-not-found.ts";
import { Planner } from "../../planner.tsx";

type Props = PageProps<"/admin/maintenance/[id]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx } = await requireStaff("maintenance.post");
  return { title: `Edit ${(await orNotFound(getMaintenanceFacts(ctx, (await params).id))).row.title}` };
}

export default async function EditMaintenancePage({ params, searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff("maintenance.post");
  const { row, reach } = await orNotFound(getMaintenanceFacts(ctx, (await params).id));
  const base = `/admin/maintenance/${row.code}`;
  if (!canDo(row.state, "edit")) redirect(base);
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <div className="grid gap-6">
      <Breadcrumb crumbs={[{ label: "Maintenance", href: "/admin/maintenance" }, { label: row.title, href: base }, { label: "Edit" }]} />
      <PageTitle title="Edit planned work" lead={<>What was said stays as it was. <TextLink href={`${base}#verb-move`}>Move it</TextLink> to change its times, and post a note to add words.</>} />
      <Planner ctx={ctx} zone={zone} form={await readForm(searchParams)} content={planContent({ ...row, ...reach }, zone)} planned={row} shape="edit" action={`${base}/save`} label="Save" cancelHref={base} hidden={{ id: row.id, version: row.version }} />
    </div>
  );
}
