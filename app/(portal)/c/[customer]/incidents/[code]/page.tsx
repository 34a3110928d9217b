import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { describeIncident, IncidentDocument } from "#components/incidents/incident-document";
import { PortalMain } from "#components/layout/portal-footer";
import { OwnImpact } from "#components/impact/own-impact";
import { incidentHref } from "#components/status/reader";
import type { Context } from "#lib/access/context";
import { requireCustomer, sharedRead } from "#lib/access/gates";
import { incidentWord } from "#lib/incidents/terms";
import { listImpactDisputes } from "#lib/impact/queries/disputes";
import { getIncidentImpact } from "#lib/impact/queries/impact";
import { findIncidentView } from "#lib/status/queries/incident";
import type { IncidentView } from "#lib/status/terms";
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
  if (view) return <PortalMain isLive={view.resolvedAt === null}><IncidentDocument view={view} reader={reader} own={await drawOwn(ctx, { view, customer })} /></PortalMain>;
  if (await findMaintenanceView(ctx, code)) permanentRedirect(`${reader.base}/maintenance/${encodeURIComponent(code)}`);
  notFound();
}

// Of a false alarm there is no time in which anything could have failed.
async function drawOwn(ctx: Context, { view, customer }: { view: IncidentView; customer: { id: string; slug: string; name: string } }) {
  if (view.endedAs === "false_alarm") return null;
  const [impact, disputes] = await Promise.all([getIncidentImpact(ctx, { incidentId: view.id, customerId: customer.id }), listImpactDisputes(ctx, view.id)]);
  return <OwnImpact impact={impact} disputes={disputes} zone={view.zone} base={readerOf(customer).base} />;
}
