import type { FieldRow, ReferenceGroup, ReferenceOperation } from "#lib/api/terms";
import { Badge } from "../ui/badge.tsx";
import { Section } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-field.tsx";
import { Prose } from "../ui/prose.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** Every operation of the API, one to be opened at a time. */
export function Reference({ groups }: { groups: readonly ReferenceGroup[] }) {
  return (
    <>
      <nav aria-label="Groups" className="mt-10">
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">{groups.map((group) => <li key={group.name}><TextLink href={`#${anchorOf(group.name)}`}>{group.name}</TextLink></li>)}</ul>
      </nav>
      {groups.map((group) => (
        <Section key={group.name} id={anchorOf(group.name)} title={group.name}>
          <p className="mb-4 max-w-prose text-sm text-muted">{group.about}</p>
          <ul className="border-t border-line">{group.operations.map((operation) => <li key={operation.id} className="border-b border-line"><OperationView operation={operation} /></li>)}</ul>
        </Section>
      ))}
    </>
  );
}

function OperationView({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, scope, summary, about, input, status, answer, answerName, example } = operation;
  return (
    <details id={id} className="group">
      <summary className="grid cursor-pointer gap-x-4 gap-y-0.5 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-baseline">
        <span className="text-sm font-medium">{summary}</span>
        <span className="font-mono text-xs break-all text-muted">{method} {path}</span>
      </summary>
      <div className="grid gap-6 pb-8">
        {about !== "" && <Prose className="max-w-prose text-sm">{about}</Prose>}
        <p className="flex flex-wrap items-center gap-2 text-xs text-muted">Scope <Badge>{scope}</Badge> Operation <code className="font-mono break-all">{id}</code></p>
        <Fields title={method === "GET" ? "Query" : "Body"} rows={input} empty={method === "GET" ? "No query." : "No body."} isOfInput />
        <Fields title={`Answer ${status}${answerName === null ? "" : `: ${answerName}`}`} rows={answer} empty="Nothing." />
        <CopyText id={`example-${id}`} label="Example" value={example} />
      </div>
    </details>
  );
}

const columns = [
  { key: "name", label: "Field" },
  { key: "type", label: "Type" },
  { key: "about", label: "What it is" },
];

function Fields({ title, rows, empty, isOfInput = false }: { title: string; rows: readonly FieldRow[]; empty: string; isOfInput?: boolean }) {
  const cells = rows.map((row) => ({
    id: row.name,
    cells: {
      name: <><code className="font-mono text-xs">{row.name}</code>{isOfInput && row.isRequired && <span className="block text-xs font-normal text-muted">required</span>}</>,
      type: <span className="text-xs text-soft">{row.type}</span>,
      about: row.about === "" ? null : <Prose className="text-xs">{row.about}</Prose>,
    },
  }));
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <Table caption={title} columns={columns} rows={cells} empty={<p className="text-sm text-soft">{empty}</p>} />
    </div>
  );
}

function anchorOf(name: string): string {
  return name.toLowerCase();
}
