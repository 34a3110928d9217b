import { Notice } from "../layout/notice.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

export interface PreviewRow {
  line: number;
  title: string;
  verdict: "create" | "change" | "same";
  changes: readonly { column: string; from: string; to: string }[];
}

export interface PreviewProps {
  kind: string;
  text: string;
  seal: string;
  rows: readonly PreviewRow[];
  problems: readonly { line: number; reason: string }[];
  ignored: readonly string[];
  tally: { create: number; change: number; same: number };
  /** Where the form that writes it is sent. */
  action?: string;
  fields?: Record<string, string>;
}

const shownAtMost = 200;
const verdictWords = { create: "New", change: "Changed", same: "As it is" } as const;

/** What a file comes to, before anything is written, and the button that writes exactly this. */
export function ImportPreview({ kind, text, seal, rows, problems, ignored, tally, action = "/admin/customers/import/apply", fields = {} }: PreviewProps) {
  const writes = rows.filter((row) => row.verdict !== "same");
  return (
    <Section id="preview" title="What this file comes to" aside={`${tally.create} new · ${tally.change} changed · ${tally.same} as they are · ${problems.length} with an error`}>
      {ignored.length > 0 && <Notice kind="warning" className="mb-4">Nothing is done with the {ignored.length === 1 ? "column" : "columns"} {ignored.join(", ")}.</Notice>}
      {problems.length > 0 && (
        <div className="mb-8">
          <h3 className="mb-2 text-sm font-medium">Left out, because of an error</h3>
          <Table caption="Rows with an error" columns={[{ key: "line", label: "Line" }, { key: "reason", label: "What is wrong" }]} rows={problems.slice(0, shownAtMost).map(({ line, reason }) => ({ id: `${line}-${reason}`, cells: { line, reason } }))} />
          <More count={problems.length} />
        </div>
      )}
      {writes.length > 0 ? <Writes rows={writes} /> : <p className="text-sm text-muted">Nothing would be written.</p>}
      {writes.length > 0 && (
        <form method="post" action={action} encType="multipart/form-data" className="mt-6">
          {Object.entries({ kind, ...fields }).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <input type="hidden" name="seal" value={seal} />
          <textarea name="text" hidden readOnly aria-hidden="true" tabIndex={-1} defaultValue={text} />
          <Button look="primary">{labelOf(kind, tally)}</Button>
        </form>
      )}
    </Section>
  );
}

function Writes({ rows }: { rows: readonly PreviewRow[] }) {
  const columns = [{ key: "line", label: "Line" }, { key: "title", label: "Name" }, { key: "verdict", label: "What happens", isLabelHidden: true }, { key: "changes", label: "Changes" }];
  return (
    <>
      <Table
        caption="Rows that would be written"
        columns={columns}
        rows={rows.slice(0, shownAtMost).map((row) => ({ id: String(row.line), cells: { line: row.line, title: <span className="break-words">{row.title}</span>, verdict: <Badge>{verdictWords[row.verdict]}</Badge>, changes: <Changes changes={row.changes} /> } }))}
      />
      <More count={rows.length} />
    </>
  );
}

function Changes({ changes }: { changes: PreviewRow["changes"] }) {
  return <ul>{changes.map(({ column, from, to }) => <li key={column}><span className="text-muted">{column}:</span> <del className="text-muted">{from || "nothing"}</del> → <ins className="no-underline">{to}</ins></li>)}</ul>;
}

function More({ count }: { count: number }) {
  return count > shownAtMost ? <p className="mt-2 text-sm text-muted">And {count - shownAtMost} more.</p> : null;
}

function labelOf(kind: string, tally: PreviewProps["tally"]): string {
  const parts = [tally.create > 0 && `create ${tally.create}`, tally.change > 0 && `change ${tally.change}`].filter(Boolean).join(" and ");
  return `${parts.charAt(0).toUpperCase()}${parts.slice(1)} ${tally.create + tally.change === 1 ? kind.slice(0, -1) : kind}`;
}
