import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { describeMaintenance, MaintenanceDocument } from "#components/maintenance/maintenance-document";
import { PortalMain } from "#components/layout/portal-footer";
import { maintenanceHref } from "#components/status/reader";
import { requirePublic, sharedRead } from "#lib/access/gates";
import { maintenanceStateLabels } from "#lib/maintenance/terms";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { addressesOf } from "../../../addresses.ts";
import { publicReader } from "../../reader.ts";

type Props = { params: Promise<{ code: string }> };

const readMaintenance = sharedRead(findMaintenanceView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await requirePublic();
  const view = await readMaintenance(ctx, (await params).code);
  if (!view) return {};
  return { title: `${say(maintenanceStateLabels[view.state])}: ${view.title}`, description: describeMaintenance(view), alternates: addressesOf(maintenanceHref(publicReader, view.code)) };
}

export default async function MaintenancePage({ params }: Props) {
  const ctx = await requirePublic();
  const view = await readMaintenance(ctx, (await params).code);
  if (!view) notFound();
  return <PortalMain isLive><MaintenanceDocument view={view} reader={publicReader} /></PortalMain>;
}
