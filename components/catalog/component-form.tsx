import { fill, isTicked, type SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Checkbox, RadioRow } from "../ui/choice.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface ComponentFields {
  name: string;
  description: string;
  groupId: string;
  visibility: string;
  showsHistory: boolean;
  startedOn: string;
  version: number;
}

const visibilityOptions = [
  { value: "public", label: "Everybody" },
  { value: "users", label: "Only customers that use it" },
];

export function ComponentForm({ action, label, saved, groups, form }: { action: string; label: string; saved: ComponentFields; groups: readonly { id: string; name: string }[]; form: SentForm }) {
  const groupName = groups.find((group) => group.id === saved.groupId)?.name ?? "no group";
  const seenBy = fill(form, "visibility", saved.visibility, visibilityOptions.find((option) => option.value === saved.visibility)?.label);
  return (
    <form method="post" action={action} className="grid max-w-2xl gap-5">
      <input type="hidden" name="version" value={saved.version} />
      <TextInput id="name" label="Name" required maxLength={120} {...fill(form, "name", saved.name)} />
      <TextArea id="description" label="Description" optional rows={3} maxLength={500} {...fill(form, "description", saved.description)} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Select id="groupId" label="Group" options={[{ value: "", label: "No group" }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]} {...fill(form, "groupId", saved.groupId, groupName)} />
        <TextInput id="startedOn" type="date" label="In service since" required {...fill(form, "startedOn", saved.startedOn)} />
      </div>
      <div>
        <RadioRow name="visibility" legend="Who sees it" options={visibilityOptions} value={seenBy.defaultValue} error={seenBy.error} required />
        {seenBy.hint && <p className="mt-1.5 text-xs text-muted">{seenBy.hint}</p>}
      </div>
      <Checkbox name="showsHistory" value="on" defaultChecked={isTicked(form, "showsHistory", saved.showsHistory)} label="Show 90 days of history and uptime" hint="Without it, pages show only how it is now." />
      <div className="flex flex-wrap gap-3">
        <Button look="primary">{label}</Button>
        <LinkButton look="quiet" href="/admin/components">Cancel</LinkButton>
      </div>
    </form>
  );
}
