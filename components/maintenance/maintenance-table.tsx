import { formatSpan } from "#lib/core/time";
import { type MaintenanceState, maintenanceStateLabels } from "#lib/maintenance/terms";
import { Badge } from "../ui/badge.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface MaintenanceItem {
  id: string;
  code: string;
  title: string;
  state: MaintenanceState;
  visibility: string;
  scheduledFor: number;
  scheduledUntil: number;
  components: readonly string[];
}

const columns = [
  { key: "title", label: "Work" },
  { key: "state", label: "State" },
  { key: "when", label: "Planned for" },
  { key: "whom", label: "Seen by", isHiddenOnPhone: true },
];

const whom: Record<string, string> = { public: "Everybody", affected: "Affected customers", selected: "Chosen customers", internal: "Staff" };

export function MaintenanceTable({ maintenances, zone }: { maintenances: readonly MaintenanceItem[]; zone: string }) {
  const rows = maintenances.map((work) => ({
    id: work.id,
    cells: {
      title: (
        <>
          {work.visibility === "public" ? <TextLink href={`/maintenance/${work.code}`}>{work.title}</TextLink> : work.title}
          {work.components.length > 0 && <span className="block max-w-prose text-xs font-normal text-muted">{work.components.join(", ")}</span>}
        </>
      ),
      state: <Badge>{maintenanceStateLabels[work.state]}</Badge>,
      when: <span className="tabular-nums">{formatSpan(work.scheduledFor, work.scheduledUntil, zone)}</span>,
      whom: whom[work.visibility] ?? work.visibility,
    },
  }));
  return <Table caption="Planned work" columns={columns} rows={rows} />;
}
