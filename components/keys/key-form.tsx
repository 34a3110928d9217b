import { scopes } from "#lib/access/terms";
import { lifetimes } from "#lib/keys/terms";
import { fill, listOf, type SentForm } from "../forms/fill.tsx";
import { Button } from "../ui/button.tsx";
import { Fieldset } from "../ui/choice.tsx";
import { Select, SelectControl } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";

const things = [...new Set(scopes.map((scope) => scope.split(":")[0] ?? ""))];
const says: Readonly<Record<string, string>> = { incidents: "Incidents, their updates, drafts and post-mortems", maintenance: "Planned work", announcements: "Announcements", templates: "Templates", components: "Components and groups", customers: "Customers, journeys and members", subscribers: "Subscribers", deliveries: "Deliveries" };
const daysInWords: Record<(typeof lifetimes)[number], string> = { 7: "A week", 30: "30 days", 90: "90 days", 365: "A year" };

export function KeyForm({ form }: { form: SentForm }) {
  const chosen = listOf(form, "scopes");
  return (
    <form method="post" action="/admin/settings/keys/create" className="grid max-w-2xl gap-6">
      <TextInput id="name" label="What will use it" hint="Such as “Deploy pipeline”. The audit log calls it so." required maxLength={80} {...fill(form, "name", "")} />
      <Fieldset id="scopes" legend="What it may do" hint="No more than your own role, whatever is chosen here. Whoever may write may read." error={form.fields["scopes"]}>
        <div className="border-t border-line">
          {things.map((thing) => (
            <label key={thing} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2 text-sm">
              <span className="min-w-0">{says[thing] ?? thing}</span>
              <SelectControl name="scopes" className="w-44" options={[{ value: "", label: "Nothing" }, { value: `${thing}:read`, label: "Read" }, { value: `${thing}:write`, label: "Read and write" }]} defaultValue={chosen.find((scope) => scope.startsWith(`${thing}:`)) ?? ""} />
            </label>
          ))}
        </div>
      </Fieldset>
      <Select id="days" label="How long it lasts" options={lifetimes.map((days) => ({ value: String(days), label: daysInWords[days] }))} {...fill(form, "days", "90")} className="max-w-44" />
      <div><Button look="primary">Make the key</Button></div>
    </form>
  );
}
