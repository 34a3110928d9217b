import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { HistoryDocument } from "#components/incidents/history-document";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { SearchForm } from "#components/search/search-form";
import { SearchResults } from "#components/search/search-results";
import { incidentHref } from "#components/status/reader";
import { searchText } from "#lib/core/search-text";
import { requireCustomer } from "#lib/access/gates";
import { getHistory } from "#lib/status/queries/history";
import { searchTimelines } from "#lib/status/queries/search";
import { addressOf } from "../../../../addresses.ts";
import { readerOf } from "../reader.ts";

type Props = { params: Promise<{ customer: string }>; searchParams: Promise<{ before?: string | string[]; q?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer } = await requireCustomer((await params).customer);
  return { title: `${say("Incidents")} · ${customer.name}`, description: say("What {name} was told of incidents, and all planned work.", { name: customer.name }), alternates: addressOf(readerOf(customer).historyHref) };
}

export default async function CustomerIncidentsPage({ params, searchParams }: Props) {
  const { ctx, customer } = await requireCustomer((await params).customer);
  const { before, q } = await searchParams;
  const [text, reader] = [searchText(q), readerOf(customer)];
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain isLive={cursor === undefined && text === ""}>
      <div className="pt-10"><PageTitle title={say("Incidents")} lead={say("What {name} was told, and all planned work.", { name: customer.name })} /></div>
      <SearchForm action={reader.historyHref} label={say("Search incidents")} text={text} />
      {text === "" ? (
        <HistoryDocument view={await getHistory(ctx, { cursor })} reader={reader} isFirstPage={cursor === undefined} />
      ) : (
        <SearchResults view={await searchTimelines(ctx, { text, cursor })} text={text} isFirstPage={cursor === undefined} home={reader.historyHref} hrefOf={(code) => incidentHref(reader, code)} />
      )}
    </PortalMain>
  );
}
