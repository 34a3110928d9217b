import { sliKindLabels, sliKinds } from "#lib/sli/terms";
import { fill, type SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface SliFields {
  name: string;
  key: string;
  kind: string;
  customerId: string;
  journeyId: string;
  definition: string;
}

interface Props {
  action: string;
  label: string;
  saved: SliFields;
  version: number;
  owners: readonly { id: string; name: string; journeys: readonly { id: string; name: string }[] }[];
  form: SentForm;
  backHref?: string;
}

/** What counts as good, and for whom. How it is counted is told at its source. */
export function SliForm({ action, label, saved, version, owners, form, backHref }: Props) {
  const journeys = owners.flatMap((owner) => owner.journeys.map((journey) => ({ value: journey.id, label: `${owner.name}: ${journey.name}` })));
  const typed = (name: keyof SliFields) => fill(form, name, saved[name]);
  return (
    <form method="post" action={action} className="grid max-w-2xl gap-5">
      <input type="hidden" name="version" value={version} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <TextInput id="name" label="Name" required maxLength={120} {...typed("name")} />
        <TextInput id="key" label="Key" hint="What senders call it, the same for every customer" required maxLength={60} {...typed("key")} />
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="customerId" label="Of" options={[{ value: "", label: "All customers" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]} {...typed("customerId")} />
        <Select id="journeyId" label="Journey" optional options={[{ value: "", label: "None in particular" }, ...journeys]} {...typed("journeyId")} />
      </div>
      <Select id="kind" label="It measures" options={sliKinds.map((kind) => ({ value: kind, label: sliKindLabels[kind] }))} {...typed("kind")} />
      <TextArea id="definition" label="What counts as good" hint="In plain words: the customer reads it beside each figure" rows={3} required maxLength={500} {...typed("definition")} />
      <div className="flex flex-wrap gap-3"><Button look="primary">{label}</Button>{backHref && <LinkButton look="quiet" href={backHref}>Cancel</LinkButton>}</div>
    </form>
  );
}
