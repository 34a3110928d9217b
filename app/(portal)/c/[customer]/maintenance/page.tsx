import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { MaintenanceList } from "#components/maintenance/maintenance-list";
import { requireCustomer } from "#lib/access/gates";
import { getMaintenanceList } from "#lib/status/queries/maintenance-list";
import { addressOf } from "../../../../addresses.ts";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }>; searchParams: Promise<{ before?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("Maintenance")} · ${customer.name}`, description: say("All planned work, as {name} sees it.", { name: customer.name }), alternates: addressOf(`${readerOf(customer).base}/maintenance`) };
}

export default async function CustomerMaintenancesPage({ params, searchParams }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain isLive={cursor === undefined}>
      <div className="pt-10"><PageTitle title={say("Maintenance")} lead={say("Planned work that {name} sees, with what it touches of yours.", { name: customer.name })} /></div>
      <MaintenanceList view={await getMaintenanceList(ctx, { cursor })} reader={readerOf(customer)} isFirstPage={cursor === undefined} />
    </PortalMain>
  );
}
