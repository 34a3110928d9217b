import { visibilities, type Visibility, visibilityLabels } from "#lib/incidents/terms";
import { MarkdownTools } from "../composer/markdown-tools.tsx";
import { isTicked, listOf, type SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Checkbox, Fieldset, Radio } from "../ui/choice.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";

export type AnnouncementFields = { title: string; body: string; visibility: string; customerIds: readonly string[]; componentIds: readonly string[]; beginsAt: string; endsAt: string; isQuiet: boolean; hasBegun: boolean; version: number };

type Props = {
  action: string;
  label: string;
  saved: AnnouncementFields;
  customers: readonly { id: string; name: string }[];
  components: readonly { id: string; name: string }[];
  zoneLabel: string;
  form: SentForm;
};

const hints: Record<Visibility, string> = {
  public: "The public page, and every customer",
  affected: "Those that use a component chosen here",
  selected: "Those you tick below",
  internal: "Nobody outside sees or hears it",
};

export function AnnouncementForm({ action, label, saved, customers, components, zoneLabel, form }: Props) {
  const typed = (name: string, value: string) => (form.sentence === null ? value : String(form.values[name] ?? ""));
  const chosen = (name: string, ids: readonly string[]) => (form.sentence === null ? ids : listOf(form, name));
  return (
    <form method="post" action={action} className="grid max-w-portal gap-6">
      <input type="hidden" name="version" value={saved.version} />
      <TextInput id="title" label="Title" required maxLength={255} defaultValue={typed("title", saved.title)} error={form.fields["title"]} />
      <Body text={typed("body", saved.body)} error={form.fields["body"]} />
      <Whom visibility={typed("visibility", saved.visibility)} chosen={chosen("customers", saved.customerIds)} customers={customers} form={form} />
      <Fieldset id="components" legend="What it is about" hint="Decides who counts as affected, and who hears. No component changes its state.">
        <div className="grid gap-x-6 sm:grid-cols-2">{components.map(({ id, name }) => <Checkbox key={id} name="components" value={id} label={name} defaultChecked={chosen("components", saved.componentIds).includes(id)} />)}</div>
      </Fieldset>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {!saved.hasBegun && <TextInput id="beginsAt" type="datetime-local" label={`Shown from (${zoneLabel})`} hint="Left empty: at once." optional defaultValue={typed("beginsAt", saved.beginsAt)} error={form.fields["beginsAt"]} />}
        <TextInput id="endsAt" type="datetime-local" label={`Until (${zoneLabel})`} hint="Left empty: until you end it." optional defaultValue={typed("endsAt", saved.endsAt)} error={form.fields["endsAt"]} />
      </div>
      {saved.hasBegun ? <Checkbox name="tellsAgain" value="on" defaultChecked={isTicked(form, "tellsAgain", false)} label="Tell subscribers of the change" hint="Without it, pages change and nobody is mailed." /> : <Checkbox name="isQuiet" value="on" defaultChecked={isTicked(form, "isQuiet", saved.isQuiet)} label="Tell nobody" hint="It stands on the pages, and no mail goes out when it begins." />}
      <div className="flex flex-wrap gap-3">
        <Button look="primary">{label}</Button>
        <LinkButton look="quiet" href="/admin/announcements">Cancel</LinkButton>
      </div>
    </form>
  );
}

function Body({ text, error }: { text: string; error?: string }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-end justify-between gap-4">
        <label htmlFor="body" className="text-sm font-medium">What readers should know</label>
        <MarkdownTools textareaId="body" />
      </div>
      <textarea name="body" rows={8} required defaultValue={text} className={`${controlClass} leading-normal`} {...describe({ id: "body", error })} />
      {error && <FieldError id="body-error">{error}</FieldError>}
    </div>
  );
}

function Whom({ visibility, chosen, customers, form }: { visibility: string; chosen: readonly string[]; customers: Props["customers"]; form: SentForm }) {
  return (
    <fieldset className="group/whom" aria-describedby={form.fields["visibility"] ? "visibility-error" : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Who it is for</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">{visibilities.map((each) => <Radio key={each} name="visibility" value={each} label={visibilityLabels[each]} hint={hints[each]} defaultChecked={each === visibility} required />)}</div>
      {form.fields["visibility"] && <FieldError id="visibility-error">{form.fields["visibility"]}</FieldError>}
      <div className="mt-3 hidden border-s border-line ps-4 group-has-[input[value=selected]:checked]/whom:block">
        <Fieldset id="customers" legend="Selected customers" error={form.fields["customers"]}>
          <div className="grid gap-x-6 sm:grid-cols-2">{customers.map(({ id, name }) => <Checkbox key={id} name="customers" value={id} label={name} defaultChecked={chosen.includes(id)} />)}</div>
        </Fieldset>
      </div>
    </fieldset>
  );
}
