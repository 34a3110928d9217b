import { say } from "#lib/language/rules/say";
import type { Metadata } from "next";
import { HistoryDocument } from "#components/incidents/history-document";
import { PageTitle } from "#components/layout/page-frame";
import { PortalMain } from "#components/layout/portal-footer";
import { SearchForm } from "#components/search/search-form";
import { SearchResults } from "#components/search/search-results";
import { incidentHref } from "#components/status/reader";
import { searchText } from "#lib/core/search-text";
import { requirePublic } from "#lib/access/gates";
import { getHistory } from "#lib/status/queries/history";
import { searchTimelines } from "#lib/status/queries/search";
import { addressesOf } from "../../addresses.ts";
import { feedLinks, publicReader } from "../reader.ts";

type Props = { searchParams: Promise<{ before?: string | string[]; q?: string | string[] }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await requirePublic();
  const alternates = addressesOf("/history", feedLinks());
  if (searchText((await searchParams).q) !== "") return { title: say("Search"), alternates, robots: { index: false } };
  return { title: say("History"), description: say("Every public incident and all planned work, as it was told, by month."), alternates };
}

export default async function HistoryPage({ searchParams }: Props) {
  const ctx = await requirePublic();
  const { before, q } = await searchParams;
  const text = searchText(q);
  const cursor = typeof before === "string" ? before : undefined;
  return (
    <PortalMain>
      <div className="pt-10"><PageTitle title={say("History")} lead={say("Every incident and all planned work, as it was told.")} /></div>
      <SearchForm action={publicReader.historyHref} label={say("Search incidents")} text={text} />
      {text === "" ? (
        <HistoryDocument view={await getHistory(ctx, { cursor })} reader={publicReader} isFirstPage={cursor === undefined} />
      ) : (
        <SearchResults view={await searchTimelines(ctx, { text, cursor })} text={text} isFirstPage={cursor === undefined} home={publicReader.historyHref} hrefOf={(code) => incidentHref(publicReader, code)} />
      )}
    </PortalMain>
  );
}
