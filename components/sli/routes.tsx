import { matchersText, type Route } from "#lib/sli/rules/routing";
import { countingLabels, countings, sideLabels, sides } from "#lib/sli/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { Table } from "../ui/table.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { Time } from "../ui/time.tsx";

/** Which metrics of a source count, and for whom. */
export function RouteTable({ sourceId, routes }: { sourceId: string; routes: readonly Route[] }) {
  return (
    <Table
      caption="Routes"
      columns={[{ key: "metric", label: "Metric" }, { key: "side", label: "Counts" }, { key: "customer", label: "Customer by" }, { key: "sli", label: "SLI" }, { key: "act", label: "Remove", isLabelHidden: true }]}
      rows={routes.map((route) => ({
        id: route.id,
        cells: {
          metric: <code className="wrap-anywhere">{route.metric}{route.matchers.length > 0 && `{${matchersText(route.matchers)}}`}</code>,
          side: sideLabels[route.side],
          customer: route.customerLabel === null ? "All" : <code>{route.customerLabel}</code>,
          sli: <code>{route.sliKey}</code>,
          act: <form method="post" action={`/admin/sources/${sourceId}/routes/${route.id}/remove`}><Button size="small">Remove</Button></form>,
        },
      }))}
      empty={<p className="text-sm text-muted">No route yet: what this source sends is taken and counts for nothing.</p>}
    />
  );
}

export function RouteForm({ sourceId, form, isOtlp }: { sourceId: string; form: SentForm; isOtlp: boolean }) {
  const typed = (name: string, saved = "") => fill(form, name, saved);
  return (
    <form method="post" action={`/admin/sources/${sourceId}/routes/add`} className="grid max-w-2xl gap-5">
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="metric" label="Metric" required maxLength={200} {...typed("metric")} />
        <TextInput id="matchers" label="Labels" hint={'As in PromQL: job="shop", code=~"5.."'} optional {...typed("matchers")} />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="side" label="It counts" options={sides.map((side) => ({ value: side, label: sideLabels[side] }))} {...typed("side", "total")} />
        <Select id="counting" label="It is" {...(isOtlp ? { hint: "What the protocol says of it wins" } : {})} options={countings.map((each) => ({ value: each, label: countingLabels[each] }))} {...typed("counting", "cumulative")} />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="customerLabel" label="Label with the customer’s short name" hint="Empty for what is counted for all" optional {...typed("customerLabel", "customer")} />
        <TextInput id="sliKey" label="Key of the SLI" required {...typed("sliKey")} />
      </div>
      <div><Button>Add the route</Button></div>
    </form>
  );
}

/** What arrived, fits a route and belongs nowhere. */
export function Unrouted({ unrouted, zone }: { unrouted: readonly { at: number; labels: Record<string, string>; why: string }[]; zone: string }) {
  return (
    <ul className="grid gap-2 text-sm">
      {unrouted.map((each) => <li key={JSON.stringify(each.labels) + each.why}><span className="text-muted"><Time at={each.at} zone={zone} show="dateTime" /></span> {each.why} <code className="wrap-anywhere">{matchersText(Object.entries(each.labels).map(([label, value]) => ({ label, op: "=", value })))}</code></li>)}
    </ul>
  );
}
