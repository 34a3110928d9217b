import type { FieldRow, ReferenceGroup, ReferenceOperation } from "#lib/api/terms";
import { Badge } from "../ui/badge.tsx";
import { Section } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-field.tsx";
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
        {about !== "" && <p className="max-w-prose text-sm"><Words>{about}</Words></p>}
        <p className="flex flex-wrap items-center gap-2 text-xs text-muted">Scope <Badge>{scope}</Badge> Operation <code className="font-mono break-all">{id}</code></p>
        <Fields title={method === "GET" ? "Query" : "Body"} rows={input} empty={method === "GET" ? "No query." : "No body."} isOfInput />
        <Fields title={`Answer ${status}${answerName === null ? "" : `: ${answerName}`}`} rows={answer} empty="Nothing." />
        <CopyText id={`example-${id}`} label="Example" value={example} />
      </div>
    </details>
  );
}

function Fields({ title, rows, empty, isOfInput = false }: { title: string; rows: readonly FieldRow[]; empty: string; isOfInput?: boolean }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      {rows.length === 0 ? <p className="text-sm text-soft">{empty}</p> : <dl className="border-t border-line">{rows.map((row) => <FieldLine key={row.name} row={row} isRequired={isOfInput && row.isRequired} />)}</dl>}
    </div>
  );
}

function FieldLine({ row, isRequired }: { row: FieldRow; isRequired: boolean }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 border-b border-line py-2 text-xs sm:grid-cols-[15rem_minmax(0,1fr)]">
      <dt className="min-w-0"><code className="font-mono break-words">{row.name}</code>{isRequired && <span className="text-muted"> required</span>}</dt>
      <dd className="min-w-0 break-words">
        <span className="text-muted">{row.type}</span>
        {row.about !== "" && <p className="text-soft"><Words>{row.about}</Words></p>}
      </dd>
    </div>
  );
}

// A thousand short texts, whose only Markdown is words set as code: a parser for each would take a second.
function Words({ children }: { children: string }) {
  return children.split("`").map((part, index) => (index % 2 === 1 ? <code key={`${part} ${String(index)}`} className="font-mono">{part}</code> : part));
}

function anchorOf(name: string): string {
  return name.toLowerCase();
}
