import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { MaintenanceList } from "#components/maintenance/maintenance-list";
import { requireCustomer } from "#lib/access/gates";
import { getMaintenanceList } from "#lib/status/queries/maintenance-list";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }>; searchParams: Promise<{ before?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `Maintenance · ${customer.name}`, description: `All planned work, as ${customer.name} sees it.`, alternates: { canonical: `${readerOf(customer).base}/maintenance` } };
}

export default async function CustomerMaintenancesPage({ params, searchParams }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain isLive={cursor === undefined}>
      <div className="pt-10"><PageTitle title="Maintenance" lead={`Planned work that ${customer.name} sees, with what it touches of yours.`} /></div>
      <MaintenanceList view={await getMaintenanceList(ctx, { cursor })} reader={readerOf(customer)} isFirstPage={cursor === undefined} />
    </PortalMain>
  );
}
