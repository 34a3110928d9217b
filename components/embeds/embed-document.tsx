import type { ReactNode } from "react";
import { excerpt } from "#lib/core/markdown";
import { incidentStateLabels } from "#lib/incidents/terms";
import type { MaintenanceSummary, OpenIncidentView, StatusView } from "#lib/status/terms";
import { incidentMark } from "../incidents/incident-mark.tsx";
import { StateLabel, StateMark } from "../status/state-mark.tsx";
import { RelativeDue, Span, Time } from "../ui/time.tsx";
import { say } from "#lib/language/rules/say";
import { Say } from "../ui/say.tsx";

type Props = { view: StatusView; portalName: string; customerName: string; home: string };

const shownAtMost = 5;

/** A customer's status as its own portal frames it: short, and every link opens the portal beside the page it stands in. */
export function EmbedDocument({ view, portalName, customerName, home }: Props) {
  const work = [...view.underWay, ...view.upcoming].slice(0, shownAtMost);
  const { openIncidents: open } = view;
  return (
    <>
      <main id="main" aria-label={say("Service status")} tabIndex={-1} data-refresh="" className="grid gap-5 p-4 outline-none">
        <div className="flex gap-3">
          <StateMark state={view.headline.state} className="mt-1 size-5" />
          <div className="min-w-0">
            <h1 className="text-lg font-semibold break-words">{view.headline.sentence}</h1>
            <p className="mt-1 text-xs text-muted"><Say words="{portal}, for {customer} · as of {time}" portal={portalName} customer={customerName} time={<Time at={view.madeAt} zone={view.zone} show="timeUtc" />} /><span data-live /></p>
          </div>
        </div>
        {open.length > 0 && <Part id="incidents" title={say("Going on")}>{open.slice(0, shownAtMost).map((incident) => <Incident key={incident.id} incident={incident} view={view} home={home} isTold={incident.title === view.headline.sentence} />)}</Part>}
        {open.length > shownAtMost && <p className="text-sm text-muted">{say("And {count} more.", { count: open.length - shownAtMost })}</p>}
        {view.journeys.length > 0 && (
          <Part id="journeys" title={say("Your journeys")}>
            {view.journeys.map((journey) => <li key={journey.id} className="flex items-baseline justify-between gap-4 border-b border-line py-2 text-sm"><span className="min-w-0 break-words">{journey.name}</span><StateLabel state={journey.state} /></li>)}
          </Part>
        )}
        {work.length > 0 && <Part id="planned" title={say("Planned maintenance")}>{work.map((each) => <Work key={each.id} work={each} zone={view.zone} home={home} />)}</Part>}
        <p className="text-sm"><Outward href={home}>{say("Open the status page")}</Outward></p>
      </main>
      <p id="announce" role="status" className="sr-only" />
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-sm font-semibold">{title}</h2>
      <ul className="mt-1 border-t border-line">{children}</ul>
    </section>
  );
}

// What the heading says already is not said again.
function Incident({ incident, view, home, isTold }: { incident: OpenIncidentView; view: StatusView; home: string; isTold: boolean }) {
  const { latest, promiseDueAt } = incident;
  const [note] = latest?.notes ?? [];
  const href = `${home}/incidents/${encodeURIComponent(incident.code)}`;
  return (
    <li className="border-b border-line py-3 text-sm">
      {!isTold && (
        <p className="mb-1 flex gap-2">
          <StateMark state={incidentMark(incident.state, incident.impact)} size="small" className="mt-0.5" />
          <span className="min-w-0 break-words"><Outward href={href}>{incident.title}</Outward></span>
        </p>
      )}
      <p className="text-xs text-muted"><Say words="{state}, since {time}" state={say(incidentStateLabels[incident.state])} time={<Time at={incident.startedAt} zone={view.zone} show="time" />} />{incident.components.length > 0 && <> · {incident.components.join(" · ")}</>}</p>
      {latest && <p className="mt-2 break-words text-soft">{excerpt(latest.body)}</p>}
      {note && <p className="mt-2 break-words text-soft"><strong className="font-semibold text-ink">{say("For you:")} </strong>{excerpt(note.body)}</p>}
      {promiseDueAt !== null && <p className="mt-2 text-xs text-muted"><Say words="Next update by {time}" time={<Time at={promiseDueAt} zone={view.zone} show="time" />} />, <RelativeDue at={promiseDueAt} now={view.madeAt} /></p>}
      {isTold && <p className="mt-2"><Outward href={href}>{say("Read the timeline")}</Outward></p>}
    </li>
  );
}

function Work({ work, zone, home }: { work: MaintenanceSummary; zone: string; home: string }) {
  return (
    <li className="border-b border-line py-2 text-sm">
      <Outward href={`${home}/maintenance/${encodeURIComponent(work.code)}`}>{work.title}</Outward>
      <span className="block text-xs text-muted"><Span from={work.scheduledFor} until={work.scheduledUntil} zone={zone} />{work.components.length > 0 && <> · {work.components.join(" · ")}</>}</span>
    </li>
  );
}

// The portal's own pages refuse to stand in a frame.
function Outward({ href, children }: { href: string; children: ReactNode }) {
  return <a href={href} target="_blank" rel="noopener" className="font-medium text-accent underline-offset-2 hover:underline">{children}<span className="sr-only"> {say("(opens the portal)")}</span></a>;
}
