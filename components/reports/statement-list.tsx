import { say } from "#lib/language/rules/say";
import { currentLanguage } from "#lib/core/language";
import { periodWords } from "#lib/reports/rules/period";
import type { statementKinds } from "#lib/reports/terms";
import { EmptyState } from "../layout/empty-state.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Time } from "../ui/time.tsx";

export interface ListedStatement {
  id: string;
  kind: (typeof statementKinds)[number];
  from: number;
  until: number;
  number: number | null;
  amendsId: string | null;
  releasedAt: number | null;
}

/** A customer's statements, the latest first, each with its files. */
export function StatementList({ statements, zone, base }: { statements: readonly ListedStatement[]; zone: string; base: string }) {
  return (
    <Table
      caption={say("Statements, the latest first")}
      columns={[{ key: "period", label: say("Period") }, { key: "released", label: say("Released"), isHiddenOnPhone: true }, { key: "files", label: say("Files") }]}
      rows={statements.map((each) => ({ id: each.id, cells: {
        period: <><TextLink href={`${base}/reports/${each.id}`}>{periodWords({ kind: each.kind, period: each }, { zone, language: currentLanguage() })}</TextLink>{each.amendsId !== null && <span className="ms-2 text-xs text-muted">{say("amended")}</span>}</>,
        released: each.releasedAt === null ? "–" : <Time at={each.releasedAt} zone={zone} show="date" />,
        files: <span className="flex flex-wrap gap-x-4 gap-y-1">{([["pdf", "PDF"], ["csv", "CSV"], ["json", "JSON"]] as const).map(([ending, name]) => <TextLink key={ending} href={`${base}/reports/${each.id}/files/statement.${ending}`}>{name}<span className="sr-only"> {periodWords({ kind: each.kind, period: each }, { zone, language: currentLanguage() })}</span></TextLink>)}</span>,
      } }))}
      empty={<EmptyState title={say("No statement yet.")}>{say("After the end of each month you will find here what was promised to you and what was measured, as a document that proves itself. Whoever gets statements by mail hears of it.")}</EmptyState>}
    />
  );
}
