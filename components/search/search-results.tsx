import { Say } from "../ui/say.tsx";
import { say, sayLasting, sayInside } from "#lib/language/rules/say";
import { incidentWord } from "#lib/incidents/terms";
import { markWanted } from "#lib/incidents/rules/words";
import type { SearchView } from "#lib/status/terms";
import { impactWords } from "../incidents/impact-words.ts";
import { incidentMark } from "../incidents/incident-mark.tsx";
import { EmptyState } from "../layout/empty-state.tsx";
import { StateMark } from "../status/state-mark.tsx";
import { Pagination } from "../ui/tabs.tsx";
import { Time } from "../ui/time.tsx";

interface SearchResultsProps {
  view: SearchView;
  text: string;
  isFirstPage: boolean;
  /** The list that was searched; the search and its place are put behind it. */
  home: string;
  hrefOf: (code: string) => string;
}

type Hit = SearchView["hits"][number];

/** Incidents found, newest first, each with the words it was found by. */
export function SearchResults({ view, text, isFirstPage, home, hrefOf }: SearchResultsProps) {
  const href = (more: Record<string, string>) => `${home}?${new URLSearchParams({ q: text, ...more })}`;
  return (
    <section aria-labelledby="found" className="mt-10">
      <h2 id="found" className="border-b border-line pb-2 text-base font-semibold">{say("Incidents that say “{text}”", { text })}</h2>
      {view.hits.length === 0 ? <Nothing isFirstPage={isFirstPage} /> : <ul className="divide-y divide-line">{view.hits.map((hit) => <Found key={hit.id} hit={hit} view={view} href={hrefOf(hit.code)} />)}</ul>}
      <Pagination newerHref={isFirstPage ? undefined : href({})} newerLabel={say("Newest")} olderHref={view.older ? href({ before: view.older }) : undefined} />
    </section>
  );
}

function Found({ hit, view: { zone, wanted }, href }: { hit: Hit; view: SearchView; href: string }) {
  const lasted = hit.resolvedAt === null ? say("going on") : hit.resolvedAt > hit.startedAt ? sayLasting(hit.resolvedAt - hit.startedAt) : "";
  const word = sayInside(incidentWord(hit));
  return (
    <li className="flex gap-3 py-4 sm:gap-4">
      <StateMark state={incidentMark(hit.state, hit.impact)} className="mt-1" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <a href={href} className="font-medium break-words hover:underline"><Marked text={hit.title} wanted={wanted} /></a>
          <span className="text-xs whitespace-nowrap text-muted tabular-nums">{lasted}</span>
        </div>
        <p className="text-xs text-muted"><Time at={hit.startedAt} zone={zone} show="dateTime" />, {hit.impact === "none" ? word : say(impactWords[hit.impact], { word })}</p>
        <p className="mt-1.5 max-w-prose text-sm break-words text-soft"><Where match={hit.match} zone={zone} /><Marked text={hit.match.excerpt} wanted={wanted} /></p>
      </div>
    </li>
  );
}

function Where({ match: { kind, occurredAt }, zone }: { match: Hit["match"]; zone: string }) {
  if (kind === "title" || occurredAt === null) return null;
  return <span className="text-muted"><Say words={kind === "note" ? "Note of {time}: " : "Update of {time}: "} time={<Time at={occurredAt} zone={zone} show="dateTime" />} /></span>;
}

function Marked({ text, wanted }: { text: string; wanted: readonly string[] }) {
  // Parts have no identity but their place.
  // oxlint-disable-next-line react/no-array-index-key
  return markWanted(text, wanted).map((part, index) => (part.isWanted ? <mark key={index} className="rounded-xs bg-wash px-0.5 font-medium text-ink">{part.text}</mark> : part.text));
}

function Nothing({ isFirstPage }: { isFirstPage: boolean }) {
  if (!isFirstPage) return <EmptyState title={say("Nothing before that")}>{say("These were all.")}</EmptyState>;
  return <EmptyState title={say("No incident says that")}>{say("Every word must stand in its title or its updates; the last may be the beginning of one. Try fewer words.")}</EmptyState>;
}
