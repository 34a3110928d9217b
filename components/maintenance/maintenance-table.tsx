import { formatSpan } from "#lib/core/time";
import { type Visibility, visibilityLabels } from "#lib/incidents/terms";
import { type MaintenanceState, maintenanceStateLabels } from "#lib/maintenance/terms";
import { Badge } from "../ui/badge.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface MaintenanceItem {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  visibility: Visibility;
  scheduledFor: number;
  scheduledUntil: number;
  asksUntil: number | null;
  overrunAt: number | null;
  seriesId: string | null;
  components: readonly string[];
}

const columns = [
  { key: "title", label: "Work" },
  { key: "state", label: "State" },
  { key: "when", label: "Planned for" },
  { key: "whom", label: "Seen by", isHiddenOnPhone: true },
];

export function MaintenanceTable({ caption, maintenances, zone, now }: { caption: string; maintenances: readonly MaintenanceItem[]; zone: string; now: number }) {
  const rows = maintenances.map((work) => ({
    id: work.id,
    cells: {
      title: (
        <>
          <TextLink href={`/admin/maintenance/${work.code}`}>{work.title}</TextLink>
          {work.components.length > 0 && <span className="block max-w-prose text-xs font-normal text-muted">{work.components.join(", ")}</span>}
        </>
      ),
      state: <span className="flex flex-wrap gap-1">{wordsOf(work, now).map((word) => <Badge key={word}>{word}</Badge>)}</span>,
      when: <span className="tabular-nums">{formatSpan(work.scheduledFor, work.scheduledUntil, zone)}</span>,
      whom: visibilityLabels[work.visibility],
    },
  }));
  return <Table caption={caption} columns={columns} rows={rows} />;
}

function wordsOf({ state, asksUntil, overrunAt, seriesId }: MaintenanceItem, now: number): string[] {
  const isOpen = state !== "completed" && state !== "cancelled";
  return [
    maintenanceStateLabels[state],
    ...(isOpen && overrunAt !== null ? ["Late"] : []),
    ...(state === "scheduled" && asksUntil !== null && asksUntil > now ? ["Asked"] : []),
    ...(isOpen && seriesId !== null ? ["Series"] : []),
  ];
}
