import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { describeIncident, IncidentDocument } from "#components/incidents/incident-document";
import { PortalMain } from "#components/layout/portal-footer";
import { incidentHref } from "#components/status/reader";
import { requirePublic, sharedRead } from "#lib/access/gates";
import { incidentWord } from "#lib/incidents/terms";
import { findIncidentView } from "#lib/status/queries/incident";
import { findMaintenanceView } from "#lib/status/queries/maintenance";
import { addressesOf } from "../../../addresses.ts";
import { publicReader } from "../../reader.ts";

type Props = { params: Promise<{ code: string }> };

const readIncident = sharedRead(findIncidentView);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await requirePublic();
  const view = await readIncident(ctx, (await params).code);
  if (!view) return {};
  return { title: `${say(incidentWord(view))}: ${view.title}`, description: describeIncident(view), alternates: addressesOf(incidentHref(publicReader, view.code)) };
}

export default async function IncidentPage({ params }: Props) {
  const ctx = await requirePublic();
  const { code } = await params;
  const view = await readIncident(ctx, code);
  // Never of what this reader may not see: to them it is not merged.
  if (view?.mergedInto) permanentRedirect(incidentHref(publicReader, view.mergedInto.code));
  if (view) return <PortalMain isLive={view.resolvedAt === null}><IncidentDocument view={view} reader={publicReader} /></PortalMain>;
  // Statuspage serves planned work below /incidents too: its old links must lead on.
  if (await findMaintenanceView(ctx, code)) permanentRedirect(`/maintenance/${encodeURIComponent(code)}`);
  notFound();
}
