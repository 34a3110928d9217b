import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import { incidentStateLabels } from "#lib/incidents/terms";
import type { StatusView } from "#lib/status/terms";
import { CustomerNote } from "../incidents/customer-note.tsx";
import { PromiseLine } from "../incidents/promise-line.tsx";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { Elapsed, Time } from "../ui/time.tsx";
import { latestOf } from "./open-incident.ts";
import { incidentHref, type OpenIncident, type Reader } from "./reader.tsx";
import { StateFact, StateLine } from "./state-line.tsx";

/** The page's one sentence, and what is known of the incident it is about. */
export function StatusHeadline({ view, reader }: { view: StatusView; reader: Reader }) {
  const incident = view.openIncidents.find((each) => each.code === view.headline.incidentCode);
  return (
    <StateLine state={view.headline.state} sentence={view.headline.sentence} madeAt={view.madeAt} zone={view.zone}>
      {incident ? <Leading incident={incident} view={view} reader={reader} /> : <Quiet view={view} />}
    </StateLine>
  );
}

function Leading({ incident, view, reader }: { incident: OpenIncident; view: StatusView; reader: Reader }) {
  const latest = latestOf(incident, reader);
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <p>
          <Say words="{state}, since {time}, {lasted} so far" state={<strong className="font-semibold text-ink">{say(incidentStateLabels[incident.state])}</strong>} time={<Time at={incident.startedAt} zone={view.zone} />} lasted={<Elapsed since={incident.startedAt} now={view.madeAt} />} />
        </p>
        {incident.components.length > 0 && <p className="text-sm text-muted">{say("Affects {list}", { list: incident.components.join(" · ") })}</p>}
      </div>
      {latest && <Prose className="text-ink">{latest.body}</Prose>}
      {latest?.note && <CustomerNote {...latest.note} />}
      {incident.promiseDueAt !== null && <PromiseLine dueAt={incident.promiseDueAt} now={view.madeAt} zone={view.zone} />}
      <p className="text-sm">
        <a href={incidentHref(reader, incident.code)} className="inline-flex items-center gap-1 font-medium text-accent hover:text-accent-strong">{say("Read the timeline")}<Icon name="arrow-right" className="size-3.5" /><span className="sr-only">{say(" of {title}", { title: incident.title })}</span></a>
      </p>
    </div>
  );
}

function Quiet({ view }: { view: StatusView }) {
  const elsewhere = view.elsewhere.length;
  if (elsewhere === 0) return null;
  return <StateFact>{say("One incident is going on elsewhere; it does not touch what you use.|{count} incidents are going on elsewhere; they do not touch what you use.", { count: elsewhere })}</StateFact>;
}
