import { fill, type SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface GroupFields {
  id: string;
  name: string;
  description: string;
  version: number;
  after: string;
  others: readonly { id: string; name: string }[];
}

export function NewGroupForm({ form }: { form: SentForm }) {
  return (
    <form method="post" action="/admin/components/groups/create" className="grid max-w-2xl gap-4">
      <TextInput id="name" label="Name of the group" required maxLength={120} {...fill(form, "name", "")} />
      <TextArea id="description" label="Description" optional rows={2} maxLength={500} {...fill(form, "description", "")} />
      <div><Button>Add group</Button></div>
    </form>
  );
}

export function GroupForm({ saved, form }: { saved: GroupFields; form: SentForm }) {
  const places = [{ value: "", label: "First" }, ...saved.others.map(({ id, name }) => ({ value: id, label: `After ${name}` }))];
  const savedPlace = places.find((place) => place.value === saved.after)?.label;
  return (
    <form method="post" action={`/admin/components/groups/${saved.id}/save`} className="grid max-w-2xl gap-5">
      <input type="hidden" name="version" value={saved.version} />
      <TextInput id="name" label="Name" required maxLength={120} {...fill(form, "name", saved.name)} />
      <TextArea id="description" label="Description" optional rows={2} maxLength={500} {...fill(form, "description", saved.description)} />
      <Select id="after" label="Place among the groups" options={places} {...fill(form, "after", saved.after, savedPlace)} />
      <div className="flex flex-wrap gap-3">
        <Button look="primary">Save group</Button>
        <LinkButton look="quiet" href="/admin/components">Cancel</LinkButton>
      </div>
    </form>
  );
}
