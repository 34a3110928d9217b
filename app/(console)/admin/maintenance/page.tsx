import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { MaintenanceTable } from "#components/maintenance/maintenance-table";
import { Pagination } from "#components/ui/tabs";
import { requireStaff } from "#lib/access/gates";
import { listMaintenances } from "#lib/maintenance/queries/console";

export const metadata: Metadata = { title: "Maintenance" };

export default async function MaintenancePage({ searchParams }: PageProps<"/admin/maintenance">) {
  const { ctx, signedIn } = await requireStaff();
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : null;
  const page = await listMaintenances(ctx, { before: cursor });
  return (
    <>
      <PageTitle title="Maintenance" lead="All planned work, the latest first." />
      <div className="mt-8">
        {page.rows.length === 0 ? <EmptyState title="No planned work">Work that came over by an import stands here, with its times and components.</EmptyState> : <MaintenanceTable maintenances={page.rows} zone={signedIn.timeZone ?? "UTC"} />}
      </div>
      <Pagination newerHref={cursor ? "/admin/maintenance" : undefined} newerLabel="Latest" olderHref={page.next ? `/admin/maintenance?before=${page.next}` : undefined} />
    </>
  );
}
