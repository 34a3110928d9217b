import type { Metadata } from "next";
import { EmptyState } from "#components/layout/empty-state";
import { PageTitle } from "#components/layout/page-frame";
import { SearchForm } from "#components/search/search-form";
import { SearchResults } from "#components/search/search-results";
import { Section } from "#components/ui/card";
import { LinkButton } from "#components/ui/button";
import { Pagination } from "#components/ui/tabs";
import type { Context } from "#lib/access/context";
import { requireStaff } from "#lib/access/gates";
import { searchText } from "#lib/core/search-text";
import { listOpenByStart, listResolvedIncidents } from "#lib/incidents/queries/console";
import { searchTimelines } from "#lib/status/queries/search";
import { IncidentTable } from "./incident-table.tsx";

export const metadata: Metadata = { title: "Incidents" };

const home = "/admin/incidents";

type Props = { searchParams: Promise<Record<"before" | "open" | "q", string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: Props) {
  const { ctx, signedIn } = await requireStaff();
  const { before, open, q } = await searchParams;
  const text = searchText(q);
  const cursor = typeof before === "string" ? before : undefined;
  const openCursor = typeof open === "string" ? open : undefined;
  const zone = signedIn.timeZone ?? "UTC";
  return (
    <>
      <PageTitle title="Incidents" actions={ctx.permissions.has("incidents.post") && <><LinkButton look="quiet" href="/admin/incidents/backfill">Record a past incident</LinkButton><LinkButton look="primary" href="/admin/incidents/new" className="lg:hidden">New incident</LinkButton></>} />
      <SearchForm action={home} label="Search" hint="Titles, updates and notes" text={text} />
      {text === "" ? (
        <>
          {cursor === undefined && <Open ctx={ctx} zone={zone} cursor={openCursor} />}
          {openCursor === undefined && <Resolved ctx={ctx} zone={zone} cursor={cursor} />}
        </>
      ) : (
        <SearchResults view={{ ...(await searchTimelines(ctx, { text, cursor })), zone }} text={text} isFirstPage={cursor === undefined} home={home} hrefOf={(code) => `${home}/${code}`} />
      )}
    </>
  );
}

interface ListProps {
  ctx: Context;
  zone: string;
  cursor: string | undefined;
}

async function Open({ ctx, zone, cursor }: ListProps) {
  const { rows, next } = await listOpenByStart(ctx, { cursor });
  return (
    <Section id="open" title={cursor ? "Going on, begun earlier" : "Going on"} className="mt-8">
      {rows.length === 0 ? <EmptyState title="Nothing is going on.">An incident stands here from its first post until it is resolved.</EmptyState> : <IncidentTable caption="Open incidents" incidents={rows} now={ctx.now} zone={zone} />}
      <Pagination newerHref={cursor ? home : undefined} newerLabel="Newest" olderHref={next ? `${home}?open=${next}` : undefined} olderLabel="More that go on" />
    </Section>
  );
}

async function Resolved({ ctx, zone, cursor }: ListProps) {
  const { rows, next } = await listResolvedIncidents(ctx, { cursor });
  return (
    <Section id="resolved" title={cursor ? "Resolved, earlier" : "Resolved"}>
      {rows.length === 0 ? <EmptyState title={cursor ? "Nothing before that" : "No incident has been resolved yet."} /> : <IncidentTable caption="Resolved incidents" incidents={rows} now={ctx.now} zone={zone} />}
      <Pagination newerHref={cursor ? home : undefined} newerLabel="Newest" olderHref={next ? `${home}?before=${next}` : undefined} />
    </Section>
  );
}
