import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PortalMain } from "#components/layout/portal-footer";
import { describeMaintenance, MaintenanceDocument } from "#components/maintenance/maintenance-document";
import { maintenanceHref } from "#components/status/reader";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { maintenanceStateLabels } from "#lib/maintenance/terms";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string; code: string }> };

const readMaintenance = sharedRead(findMaintenanceView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const view = await readMaintenance(ctx, (await params).code);
  if (!view) return {};
  return { title: `${say(maintenanceStateLabels[view.state])}: ${view.title} · ${customer.name}`, description: describeMaintenance(view), alternates: addressOf(maintenanceHref(readerOf(customer), view.code)) };
}

export default async function CustomerMaintenancePage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const view = await readMaintenance(ctx, (await params).code);
  if (!view) notFound();
  return <PortalMain isLive><MaintenanceDocument view={view} reader={readerOf(customer)} /></PortalMain>;
}
