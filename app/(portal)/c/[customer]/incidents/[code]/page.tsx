import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { describeIncident, IncidentDocument } from "#components/incidents/incident-document";
import { PortalMain } from "#components/layout/portal-footer";
import { incidentHref } from "#components/status/reader";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { incidentWord } from "#lib/incidents/terms";
import { findIncidentView } from "#lib/status/queries/incident";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { addressOf } from "../../../../../addresses.ts";
import { readerOf } from "../../reader.ts";

type Props = { params: Promise<{ customer: string; code: string }> };

const readIncident = sharedRead(findIncidentView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const view = await readIncident(ctx, (await params).code);
  if (!view) return {};
  return { title: `${say(incidentWord(view))}: ${view.title} · ${customer.name}`, description: describeIncident(view), alternates: addressOf(incidentHref(readerOf(customer), view.code)) };
}

export default async function CustomerIncidentPage({ params }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { code } = await params;
  const view = await readIncident(ctx, code);
  const reader = readerOf(customer);
  // Never of what this reader may not see: to them it is not merged.
  if (view?.mergedInto) permanentRedirect(incidentHref(reader, view.mergedInto.code));
  if (view) return <PortalMain isLive={view.resolvedAt === null}><IncidentDocument view={view} reader={reader} /></PortalMain>;
  if (await findMaintenanceView(ctx, code)) permanentRedirect(`${reader.base}/maintenance/${encodeURIComponent(code)}`);
  notFound();
}
