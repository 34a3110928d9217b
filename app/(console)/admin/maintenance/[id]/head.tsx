import type { ReactNode } from "react";
import { Breadcrumb } from "#components/layout/page-frame";
import { Notice } from "#components/layout/notice";
import { StateMark } from "#components/status/state-mark";
import { DescriptionList } from "#components/ui/description-list";
import { TextLink } from "#components/ui/text-link";
import { Elapsed, RelativeDue, Span, Time } from "#components/ui/time";
import { formatDuration } from "#lib/core/time";
import { visibilityLabels } from "#lib/incidents/terms";
import type { MaintenanceFacts } from "#lib/maintenance/queries/facts";
import { formatReminders } from "#lib/maintenance/rules/reminders";
import { maintenanceStateLabels } from "#lib/maintenance/terms";
import type { MaintenanceView } from "#lib/status/terms";

interface HeadProps {
  view: MaintenanceView;
  facts: MaintenanceFacts;
  zone: string;
  actions: ReactNode;
}

/** The answer first: what it is, when, who knows, what it does by itself. */
export function MaintenanceHead({ view, facts, zone, actions }: HeadProps) {
  const { state, title, code } = view;
  const mark = state === "completed" ? "operational" : state === "cancelled" ? "no_data" : "under_maintenance";
  return (
    <header className="grid gap-4">
      <Breadcrumb crumbs={[{ label: "Maintenance", href: "/admin/maintenance" }, { label: code }]} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 gap-3 sm:gap-4">
          <StateMark state={mark} size="large" className="mt-0.5" />
          <div className="grid min-w-0 gap-2">
            <h1 className="text-xl font-semibold">{title}</h1>
            <Lifetime view={view} zone={zone} />
          </div>
        </div>
        {actions}
      </div>
      {view.overrunAt !== null && state !== "completed" && state !== "cancelled" && (
        <Notice kind="warning" title={state === "scheduled" ? "It has not begun, though its time has passed" : "Its planned end has passed"}>Readers were told. {state === "scheduled" ? "Start it, move it or cancel it." : "Complete it, or say when it will be over."}</Notice>
      )}
      <DescriptionList facts={factsOf(view, facts)} />
    </header>
  );
}

function Lifetime({ view: { state, scheduledFor, scheduledUntil, startedAt, completedAt, cancelledAt, madeAt }, zone }: { view: MaintenanceView; zone: string }) {
  const ended = completedAt ?? cancelledAt;
  return (
    <p className="text-soft">
      <strong className="font-semibold text-ink">{maintenanceStateLabels[state]}</strong>, planned <Span from={scheduledFor} until={scheduledUntil} zone={zone} />, {formatDuration(scheduledUntil - scheduledFor)}
      {state === "scheduled" && scheduledFor > madeAt && <>, begins <RelativeDue at={scheduledFor} now={madeAt} /></>}
      {startedAt !== null && ended === null && <>; begun at <Time at={startedAt} zone={zone} />, <Elapsed since={startedAt} now={madeAt} /> so far</>}
      {startedAt !== null && ended !== null && <>; really from <Time at={startedAt} zone={zone} show="time" /> to <Time at={ended} zone={zone} show="timeUtc" />, {formatDuration(ended - startedAt)}</>}
    </p>
  );
}

function factsOf(view: MaintenanceView, { row, viewers }: MaintenanceFacts) {
  const names = row.visibility === "public" || viewers.length === 0 ? "" : `: ${viewers.join(", ")}`;
  const readersHref = `/maintenance/${row.code}`;
  const byItself = [row.startsItself && "begins", row.completesItself && "completes", row.setsComponents && "shows its components as under maintenance"].filter(Boolean).join(", ");
  const told = [row.tellsPlan && "its plan", row.tellsStart && "its start", row.tellsEnd && "its end"].filter(Boolean).join(", ");
  return [
    { term: "Seen by", value: <>{visibilityLabels[row.visibility]}{names}{row.visibility === "public" && <>, <TextLink href={readersHref}>public page</TextLink></>}</> },
    { term: "Touches", value: view.components.join(", ") || "No component" },
    { term: "By itself", value: byItself || "Nothing: started and completed by hand" },
    { term: "Tells of", value: `${told || "nothing"}${row.reminders.length > 0 ? `; reminders ${formatReminders(row.reminders)} before` : "; no reminders"}` },
    ...(row.seriesId === null ? [] : [{ term: "Series", value: <TextLink href={`/admin/maintenance/series/${row.seriesId}`}>Repeats {view.repeats}</TextLink> }]),
  ];
}
