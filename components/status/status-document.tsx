import { say } from "#lib/language/rules/say";
import type { StatusView } from "#lib/status/terms";
import { Announcements } from "../announcements/announcements.tsx";
import { HistoryItems } from "../incidents/history.tsx";
import { IncidentCard } from "../incidents/incident-card.tsx";
import { EmptyState } from "../layout/empty-state.tsx";
import { Section } from "../ui/card.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { ComponentGroupList } from "./component-list.tsx";
import { toGroups } from "./component-rows.ts";
import { JourneyTable } from "./journey-table.tsx";
import { Legend } from "./legend.tsx";
import { toCard, toLine } from "./open-incident.ts";
import { seriesWork, toWork } from "./planned-work.ts";
import type { OpenIncident, Reader } from "./reader.tsx";
import { RecentSummary } from "./recent-summary.tsx";
import { StatusHeadline } from "./status-headline.tsx";
import { UpcomingMaintenance } from "./upcoming-maintenance.tsx";

type Props = { view: StatusView; reader: Reader };

/** When much goes on at once, what is less urgent gets a line and no words. */
const toldInFull = 5;

/** The status page of one audience: the answer first, then what is going on, then the evidence. */
export function StatusDocument({ view, reader }: Props) {
  const others = view.openIncidents.filter((incident) => incident.code !== view.headline.incidentCode);
  return (
    <>
      <StatusHeadline view={view} reader={reader} />
      <Announcements announcements={view.announcements} reader={reader} zone={view.zone} />
      <Incidents id="also" title={say("Also going on")} incidents={others} view={view} reader={reader} />
      <Journeys view={view} />
      <Section id="components" title={reader.name === undefined ? say("Components") : say("What you use")} aside={<span className="max-sm:hidden">{say("Last 90 days, and uptime")}</span>}>
        {view.groups.length > 0 ? <Groups view={view} /> : <NoComponents isCustomer={reader.name !== undefined} />}
      </Section>
      <Planned view={view} reader={reader} />
      <Incidents id="elsewhere" title={say("Elsewhere")} incidents={view.elsewhere} view={view} reader={reader} />
      <Section id="recent" title={say("Last 14 days")}><RecentSummary recent={view.recent} reader={reader} zone={view.zone} /></Section>
    </>
  );
}

function Incidents({ id, title, incidents, view, reader }: Props & { id: string; title: string; incidents: readonly OpenIncident[] }) {
  if (incidents.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <div className="border-b border-line">
        {incidents.slice(0, toldInFull).map((incident) => <IncidentCard key={incident.id} {...toCard(incident, { reader, now: view.madeAt, zone: view.zone })} />)}
      </div>
      {incidents.length > toldInFull && <HistoryItems items={incidents.slice(toldInFull).map((incident) => toLine(incident, reader))} zone={view.zone} />}
    </Section>
  );
}

function Journeys({ view }: { view: StatusView }) {
  if (view.journeys.length === 0) return null;
  return <Section id="journeys" title={say("Your journeys")}><JourneyTable journeys={view.journeys.map((journey) => ({ ...journey, runsOn: journey.runsOn.join(" · ") }))} /></Section>;
}

function Planned({ view, reader }: Props) {
  const coming = [...view.upcoming.map((each) => toWork(each, reader)), ...view.series.map(seriesWork)].toSorted((a, b) => a.from - b.from);
  const work = [...view.underWay.map((each) => toWork(each, reader)), ...coming];
  if (work.length === 0) return null;
  return <Section id="planned" title={view.underWay.length > 0 ? say("Maintenance") : say("Coming up")} aside={<TextLink href={`${reader.base}/maintenance`}>{say("All planned work")}</TextLink>}><UpcomingMaintenance work={work} zone={view.zone} /></Section>;
}

function Groups({ view }: { view: StatusView }) {
  return (
    <>
      <ComponentGroupList groups={toGroups(view)} />
      <Legend zone={view.zone} />
    </>
  );
}

function NoComponents({ isCustomer }: { isCustomer: boolean }) {
  if (isCustomer) return <EmptyState title={say("Nothing is set down as used by you yet")}>{say("When your contact has set down which components you use, each stands here with its state, 90 days and its uptime.")}</EmptyState>;
  return <EmptyState title={say("There are no components yet")}>{say("Each part of the service will stand here with its state, 90 days and its uptime.")}</EmptyState>;
}
