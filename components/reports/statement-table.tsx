import { periodWords } from "#lib/reports/rules/period";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";
import type { ListedStatement } from "./statement-list.tsx";

type Row = ListedStatement & { customer: string; zone: string; madeAt: number; releaseDueAt: number | null };

/** Statements of all customers, for staff. */
export function StatementTable({ rows, zone, empty }: { rows: readonly Row[]; zone: string; empty: string }) {
  return (
    <Table
      caption="Statements"
      columns={[{ key: "customer", label: "Customer" }, { key: "period", label: "Period" }, { key: "number", label: "Number", isNumber: true, isHiddenOnPhone: true }, { key: "when", label: "Made or released", isHiddenOnPhone: true }]}
      rows={rows.map((row) => ({ id: row.id, cells: {
        customer: <TextLink href={`/admin/statements/${row.id}`}>{row.customer}</TextLink>,
        period: <>{periodWords({ kind: row.kind, period: row }, { zone: row.zone, language: "en" })}{row.amendsId !== null && <span className="ms-2 text-xs text-muted">amendment</span>}</>,
        number: row.number ?? "–",
        when: <><Time at={row.releasedAt ?? row.madeAt} zone={zone} show="dateTime" />{row.releaseDueAt !== null && <span className="block text-xs text-muted">released by itself <Time at={row.releaseDueAt} zone={zone} show="dateTime" /></span>}</>,
      } }))}
      empty={<p className="text-sm text-muted">{empty}</p>}
    />
  );
}
