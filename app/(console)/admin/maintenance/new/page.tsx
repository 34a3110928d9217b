import type { Metadata } from "next";
import { Breadcrumb, PageTitle } from "#components/layout/page-frame";
import { readForm, requireStaff } from "#lib/access/gates";
import { blankPlan } from "#lib/maintenance/rules/plan";
import { Planner } from "../planner.tsx";

export const metadata: Metadata = { title: "Plan work" };

export default async function NewMaintenancePage({ searchParams }: PageProps<"/admin/maintenance/new">) {
  const { ctx, signedIn } = await requireStaff("maintenance.post");
  return (
    <div className="grid gap-6">
      <Breadcrumb crumbs={[{ label: "Maintenance", href: "/admin/maintenance" }, { label: "Plan work" }]} />
      <PageTitle title="Plan work" lead="Say what is done, when, and for whom. Nothing is shown or sent before you plan it." />
      <Planner ctx={ctx} zone={signedIn.timeZone ?? "UTC"} form={await readForm(searchParams)} content={blankPlan} shape="plan" action="/admin/maintenance/plan" label="Plan it" cancelHref="/admin/maintenance" />
    </div>
  );
}
