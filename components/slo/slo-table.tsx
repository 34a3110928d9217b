import { formatDuration } from "#lib/core/time";
import { percentOfPpm } from "#lib/slo/rules/counts";
import { attainmentWords, leftWords } from "#lib/slo/rules/words";
import type { BudgetState } from "#lib/slo/terms";
import { EmptyState } from "../layout/empty-state.tsx";
import { LinkButton } from "../ui/button.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { BudgetLabel, burnMilliText } from "./figures.tsx";

export interface SloRow {
  id: string;
  name: string;
  customerId: string | null;
  customer: string | null;
  targetPpm: number | null;
  state: BudgetState | null;
  good: number | null;
  total: number | null;
  leftPpm: number | null;
  burnMilli: number | null;
  windowMs: number | null;
  exhaustedIn: number | null;
  hasAlert: boolean;
}

/** All customers' objectives, the riskiest first. */
export function SloTable({ rows, isFiltered }: { rows: readonly SloRow[]; isFiltered: boolean }) {
  return (
    <Table
      caption="Objectives, the riskiest first"
      columns={[{ key: "name", label: "Objective" }, { key: "customer", label: "Customer" }, { key: "state", label: "Budget" }, { key: "left", label: "Left", isNumber: true }, { key: "burn", label: "Burn, 1 h", isNumber: true }, { key: "soon", label: "Used up in", isNumber: true, isHiddenOnPhone: true }, { key: "attained", label: "Attained", isNumber: true, isHiddenOnPhone: true }, { key: "target", label: "Target", isNumber: true, isHiddenOnPhone: true }]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          name: <><TextLink href={`/admin/slos/${row.id}`}><span className="wrap-anywhere">{row.name}</span></TextLink>{row.hasAlert && <span className="ms-2 text-xs font-medium whitespace-nowrap text-danger-text">alert open</span>}</>,
          customer: row.customerId === null ? "All" : <TextLink href={`/admin/customers/${row.customerId}/health`}>{row.customer}</TextLink>,
          state: <BudgetLabel state={row.state ?? "no_data"} />,
          left: leftWords(row.leftPpm),
          burn: burnMilliText(row.burnMilli),
          soon: soonWords(row),
          attained: attainmentWords({ good: row.good ?? 0, total: row.total ?? 0 }),
          target: row.targetPpm === null ? "–" : `${percentOfPpm(row.targetPpm)} %`,
        },
      }))}
      empty={isFiltered ? <EmptyState title="None fits" action={<LinkButton href="/admin/slos">All objectives</LinkButton>}>No objective is like this. Choose less.</EmptyState> : <EmptyState title="No objectives yet">Say what counts as good (an SLI), let a source count it, and then promise a share of it here.</EmptyState>}
    />
  );
}

// Beyond its own window a budget comes back before it is used up.
function soonWords({ exhaustedIn, windowMs }: SloRow): string {
  if (exhaustedIn === null || (windowMs !== null && exhaustedIn >= windowMs)) return "–";
  return exhaustedIn === 0 ? "now" : formatDuration(exhaustedIn);
}
