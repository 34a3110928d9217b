import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

export type AuditItem = { id: string; at: number; action: string; entityId: string; actorKind: string; actor: string | null; customerName: string | null; before: unknown; after: unknown; requestId: string };

const columns = [
  { key: "at", label: "When" },
  { key: "actor", label: "Who" },
  { key: "action", label: "What" },
  { key: "change", label: "Change" },
];

export function AuditTable({ rows, zone }: { rows: readonly AuditItem[]; zone: string }) {
  return <Table caption="Audit log" columns={columns} rows={rows.map((row) => ({ id: row.id, cells: cellsOf(row, zone) }))} />;
}

function cellsOf(row: AuditItem, zone: string) {
  return {
    at: <span className="font-normal whitespace-nowrap"><Time at={row.at} zone={zone} show="dateTime" /></span>,
    actor: row.actor ?? (row.actorKind === "anonymous" ? "Somebody not signed in" : "The portal"),
    action: (
      <>
        <span className="block">{row.action}</span>
        <span className="block font-mono text-xs break-all text-muted">{row.entityId}</span>
        {row.customerName && <span className="block text-xs text-muted">{row.customerName}</span>}
      </>
    ),
    change: row.before === null && row.after === null ? null : <Change {...row} />,
  };
}

function Change({ before, after, requestId }: AuditItem) {
  return (
    <details>
      <summary className="cursor-pointer text-muted hover:text-ink">Show</summary>
      <div className="mt-2 grid gap-2 text-xs">
        {before !== null && <Side label="Before" value={before} />}
        {after !== null && <Side label="After" value={after} />}
        <p className="text-muted">Request <span className="font-mono break-all">{requestId}</span></p>
      </div>
    </details>
  );
}

function Side({ label, value }: { label: string; value: unknown }) {
  return (
    <div>
      <p className="text-muted">{label}</p>
      <pre className="max-w-md overflow-x-auto rounded-sm bg-wash p-2 font-mono whitespace-pre-wrap break-words">{JSON.stringify(value, null, 2)}</pre>
    </div>
  );
}
