import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { Section } from "#components/ui/card";
import { LinkButton } from "#components/ui/button";
import { Pagination } from "#components/ui/tabs";
import { requireStaff } from "#lib/access/gates";
import { listOpenIncidents, listResolvedIncidents } from "#lib/incidents/queries/console";
import { IncidentTable } from "./incident-table.tsx";

export const metadata: Metadata = { title: "Incidents" };

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default async function IncidentsPage({ searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const { before } = await searchParams;
  const cursor = typeof before === "string" ? before : undefined;
  const [open, resolved] = await Promise.all([cursor ? [] : listOpenIncidents(ctx), listResolvedIncidents(ctx, { cursor })]);
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Incidents" actions={ctx.permissions.has("incidents.post") && <LinkButton look="primary" href="/admin/incidents/new" className="lg:hidden">New incident</LinkButton>} />
      {!cursor && (
        <Section id="open" title="Going on" className="mt-8">
          {open.length === 0 ? <EmptyState title="Nothing is going on.">An incident stands here from its first post until it is resolved.</EmptyState> : <IncidentTable caption="Open incidents" incidents={open} now={ctx.now} zone={zone} />}
        </Section>
      )}
      <Section id="resolved" title={cursor ? "Resolved, earlier" : "Resolved"}>
        {resolved.rows.length === 0 ? <EmptyState title="No incident has been resolved yet." /> : <IncidentTable caption="Resolved incidents" incidents={resolved.rows} now={ctx.now} zone={zone} />}
        <Pagination {...(cursor ? { newerHref: "/admin/incidents", newerLabel: "Newest" } : {})} {...(resolved.next ? { olderHref: `/admin/incidents?before=${resolved.next}` } : {})} />
      </Section>
    </>
  );
}
