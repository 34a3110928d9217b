import { queryFields, type PullKind } from "#lib/sli/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";
import { Time } from "../ui/time.tsx";

interface Props {
  sourceId: string;
  kind: PullKind;
  slis: readonly { id: string; name: string; customer: string | null }[];
  form: SentForm;
}

/** What a source is asked for an SLI. It can be tried before it counts. */
export function QueryForm({ sourceId, kind, slis, form }: Props) {
  return (
    <form method="post" action={`/admin/sources/${sourceId}/queries/save`} className="grid max-w-2xl gap-5">
      <Select id="sliId" label="SLI" options={slis.map((sli) => ({ value: sli.id, label: `${sli.customer ?? "All"}: ${sli.name}` }))} {...fill(form, "sliId", "")} />
      {queryFields[kind].map((field) => <TextArea key={field.name} id={field.name} label={field.label} {...(field.isOptional ? { optional: true } : {})} rows={2} spellCheck={false} {...fill(form, field.name, "")} />)}
      <p className="max-w-prose text-xs text-muted">Where a query says $customer, the customer’s short name stands in its place.</p>
      <TextInput id="backfillDays" label="Days before now to read as well" inputMode="numeric" optional {...fill(form, "backfillDays", "")} />
      <div className="flex flex-wrap gap-3">
        <Button look="primary">Count this</Button>
        <Button formAction={`/admin/sources/${sourceId}/queries/try`}>Test this query</Button>
      </div>
    </form>
  );
}

/** The points a query would count. */
export function TriedPoints({ points, trouble, zone }: { points: readonly { at: number; good: number; total: number }[]; trouble: string | null; zone: string }) {
  if (trouble !== null) return <p className="text-sm">{trouble}</p>;
  return (
    <Table
      caption="What the last half hour would count"
      columns={[{ key: "at", label: "Minute" }, { key: "good", label: "Good", isNumber: true }, { key: "total", label: "All", isNumber: true }]}
      rows={points.map((point) => ({ id: String(point.at), cells: { at: <Time at={point.at} zone={zone} show="time" />, good: point.good, total: point.total } }))}
      empty={<p className="text-sm text-muted">It answers, and has no points in the last half hour.</p>}
    />
  );
}
