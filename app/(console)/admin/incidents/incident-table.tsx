import { IncidentMark } from "#components/incidents/incident-mark";
import { Table, type Column } from "#components/ui/table";
import { RelativeDue, Time } from "#components/ui/time";
import { formatDuration } from "#lib/core/time";
import type { ConsoleIncident } from "#lib/incidents/queries/console";
import { incidentImpactLabels, incidentWord, visibilityLabels } from "#lib/incidents/terms";

interface IncidentTableProps {
  caption: string;
  incidents: readonly ConsoleIncident[];
  now: number;
  zone: string;
}

/** What is going on says when its next update is due; what is over, how long it took. */
export function IncidentTable({ caption, incidents, now, zone }: IncidentTableProps) {
  const isOpen = incidents.some((incident) => incident.resolvedAt === null);
  const columns: Column[] = [
    { key: "title", label: "Incident" },
    { key: "visibility", label: "For", isHiddenOnPhone: true },
    { key: "started", label: "Began", isHiddenOnPhone: true },
    isOpen ? { key: "due", label: "Next update" } : { key: "lasted", label: "Lasted", isNumber: true },
  ];
  const rows = incidents.map((incident) => ({
    id: incident.id,
    cells: {
      title: <Name incident={incident} />,
      visibility: visibilityLabels[incident.visibility],
      started: <Time at={incident.startedAt} zone={zone} show="dateTime" className="whitespace-nowrap" />,
      due: <Due dueAt={incident.promiseDueAt} now={now} zone={zone} />,
      lasted: formatDuration((incident.resolvedAt ?? now) - incident.startedAt),
    },
  }));
  return <Table caption={caption} columns={columns} rows={rows} />;
}

function Name({ incident }: { incident: ConsoleIncident }) {
  const { code, title, state, impact } = incident;
  return (
    <span className="flex items-start gap-2.5">
      <IncidentMark state={state} impact={impact} className="mt-0.5" />
      <span className="min-w-0">
        <a href={`/admin/incidents/${code}`} className="font-medium hover:underline">{title}</a>
        <span className="block text-xs font-normal text-muted">{incidentWord(incident)}, {incidentImpactLabels[impact].toLowerCase()}{impact === "none" ? "" : " impact"}</span>
      </span>
    </span>
  );
}

function Due({ dueAt, now, zone }: { dueAt: number | null; now: number; zone: string }) {
  if (dueAt === null) return <span className="text-muted">Nothing promised</span>;
  return (
    <>
      <Time at={dueAt} zone={zone} show="time" className="block whitespace-nowrap" />
      <span className={dueAt < now ? "text-xs font-semibold text-danger-text" : "text-xs text-muted"}><RelativeDue at={dueAt} now={now} /></span>
    </>
  );
}
