import { percentOfPpm } from "#lib/slo/rules/counts";
import { attainmentWords, leftWords } from "#lib/slo/rules/words";
import type { BudgetState } from "#lib/slo/terms";
import { EmptyState } from "../layout/empty-state.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { BudgetLabel, burnMilliText } from "./figures.tsx";

export interface SloRow {
  id: string;
  name: string;
  customer: string | null;
  targetPpm: number | null;
  state: BudgetState | null;
  good: number | null;
  total: number | null;
  leftPpm: number | null;
  burnMilli: number | null;
}

/** All customers' objectives, those with the least budget first. */
export function SloTable({ rows }: { rows: readonly SloRow[] }) {
  return (
    <Table
      caption="Objectives, those with the least budget first"
      columns={[{ key: "name", label: "Objective" }, { key: "customer", label: "Customer" }, { key: "state", label: "Budget" }, { key: "left", label: "Left", isNumber: true }, { key: "burn", label: "Burn, 1 h", isNumber: true }, { key: "attained", label: "Attained", isNumber: true, isHiddenOnPhone: true }, { key: "target", label: "Target", isNumber: true, isHiddenOnPhone: true }]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          name: <TextLink href={`/admin/slos/${row.id}`}><span className="wrap-anywhere">{row.name}</span></TextLink>,
          customer: row.customer ?? "All",
          state: <BudgetLabel state={row.state ?? "no_data"} />,
          left: leftWords(row.leftPpm),
          burn: burnMilliText(row.burnMilli),
          attained: attainmentWords({ good: row.good ?? 0, total: row.total ?? 0 }),
          target: row.targetPpm === null ? "–" : `${percentOfPpm(row.targetPpm)} %`,
        },
      }))}
      empty={<EmptyState title="No objectives yet">Say what counts as good (an SLI), let a source count it, and then promise a share of it here.</EmptyState>}
    />
  );
}
