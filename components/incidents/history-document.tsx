import { say, sayTime, sayLasting, sayInside } from "#lib/language/rules/say";
import { excerpt } from "#lib/core/markdown";
import { incidentWord } from "#lib/incidents/terms";
import { maintenanceStateLabels } from "#lib/maintenance/terms";
import type { HistoryEntry, HistoryView, IncidentSummary } from "#lib/status/terms";
import { Section } from "../ui/card.tsx";
import { EmptyState } from "../layout/empty-state.tsx";
import { toCard } from "../status/open-incident.ts";
import { announcementHref, incidentHref, maintenanceHref, type Reader } from "../status/reader.tsx";
import { Pagination } from "../ui/tabs.tsx";
import { IncidentCard } from "./incident-card.tsx";
import { HistoryMonth, type HistoryItem } from "./history.tsx";
import { impactWords } from "./impact-words.ts";
import { incidentMark } from "./incident-mark.tsx";

/** What was, by month, newest first. */
export function HistoryDocument({ view, reader, isFirstPage }: { view: HistoryView; reader: Reader; isFirstPage: boolean }) {
  return (
    <>
      {view.open.length > 0 && (
        <Section id="open" title={say("Going on")}>
          <div className="border-b border-line">{view.open.map((incident) => <IncidentCard key={incident.id} {...toCard(incident, { reader, now: view.madeAt, zone: view.zone })} />)}</div>
        </Section>
      )}
      {view.months.map(({ from, entries }) => <HistoryMonth key={from} month={sayTime({ at: from, zone: view.zone }, "month")} items={entries.map((entry) => toItem(entry, reader))} zone={view.zone} />)}
      {view.months.length === 0 && view.open.length === 0 && <div className="mt-12"><Nothing reader={reader} isFirstPage={isFirstPage} /></div>}
      <Pagination newerHref={isFirstPage ? undefined : reader.historyHref} newerLabel={say("Newest")} olderHref={view.older ? `${reader.historyHref}?before=${encodeURIComponent(view.older)}` : undefined} />
    </>
  );
}

function Nothing({ reader, isFirstPage }: { reader: Reader; isFirstPage: boolean }) {
  if (!isFirstPage) return <EmptyState title={say("Nothing before that")}>{say("This is where the record begins.")}</EmptyState>;
  return <EmptyState title={reader.name === undefined ? say("No incidents so far") : say("No incidents for {name} so far", { name: reader.name })}>{say("When there is one, you will see it here and hear it by the ways you chose.")}</EmptyState>;
}

function toItem(entry: HistoryEntry, reader: Reader): HistoryItem {
  const common = { id: entry.id, title: entry.title, startedAt: entry.at, lastWords: entry.lastWords === null ? undefined : excerpt(entry.lastWords, 240) };
  if (entry.kind === "maintenance") {
    const ended = entry.completedAt ?? entry.scheduledUntil;
    const lasted = entry.state === "cancelled" ? say("cancelled") : sayLasting(ended - (entry.startedAt ?? entry.scheduledFor));
    return { ...common, href: maintenanceHref(reader, entry.code), mark: "under_maintenance", stateWord: say("maintenance, {state}", { state: sayInside(maintenanceStateLabels[entry.state]) }), lasted };
  }
  if (entry.kind === "announcement") {
    const lasted = entry.state === "current" ? say("shown now") : entry.state === "withdrawn" ? say("withdrawn") : "";
    return { ...common, href: announcementHref(reader, entry.code), mark: "announcement", stateWord: say("announcement"), lasted };
  }
  const lasted = entry.resolvedAt === null ? undefined : lengthOf(entry.resolvedAt - entry.startedAt);
  return { ...common, href: incidentHref(reader, entry.mergedInto?.code ?? entry.code), mark: incidentMark(entry.state, entry.impact), stateWord: wordOf(entry), lasted };
}

// Told afterwards with one time only: how long it lasted is not known.
function lengthOf(ms: number): string {
  return ms <= 0 ? "" : sayLasting(ms);
}

function wordOf(incident: IncidentSummary): string {
  const word = sayInside(incidentWord(incident));
  if (incident.mergedInto) return say("{word} into “{title}”", { word, title: incident.mergedInto.title });
  return incident.impact === "none" ? word : say(impactWords[incident.impact], { word });
}
