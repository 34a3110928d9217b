import { type ComponentState, componentStateLabels, componentStates } from "#lib/catalog/terms";
import { incidentStateLabels, incidentStates, visibilities, visibilityLabels } from "#lib/incidents/terms";
import { templateVariables } from "#lib/templates/rules";
import type { TemplateKind } from "#lib/templates/terms";
import { MarkdownTools } from "../composer/markdown-tools.tsx";
import type { SentForm } from "../forms/fill.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Checkbox, RadioRow } from "../ui/choice.tsx";
import { controlClass, describe, FieldError } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Select, SelectControl } from "../ui/select.tsx";
import { TextInput } from "../ui/text-input.tsx";

export type TemplateFields = {
  name: string;
  shortcut: string;
  title: string;
  body: string;
  choices: { state: string; visibility: string; customers: readonly string[]; components: Readonly<Record<string, string>>; promise: string };
  version: number;
};

type Props = {
  action: string;
  label: string;
  kind: TemplateKind;
  saved: TemplateFields;
  customers: readonly { id: string; name: string }[];
  components: readonly { id: string; name: string; state: ComponentState }[];
  form: SentForm;
};

const PROMISES = [{ value: "", label: "As it stands" }, { value: "15", label: "15 min" }, { value: "30", label: "30 min" }, { value: "60", label: "1 h" }];

/** Words and choices of a template. What is left open stays as it stands in the composer. */
export function TemplateForm({ action, label, kind, saved, customers, components, form }: Props) {
  const typed = (name: string, value: string) => String(form.values[name] ?? value);
  const error = (name: string) => form.fields[name];
  const isWork = kind === "maintenance";
  return (
    <form method="post" action={action} className="grid max-w-2xl gap-6">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="version" value={saved.version} />
      <div className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <TextInput id="name" label="Name" required maxLength={120} defaultValue={typed("name", saved.name)} error={error("name")} />
        <TextInput id="shortcut" label="Shortcut" hint="Typed after / in the composer" required maxLength={40} defaultValue={typed("shortcut", saved.shortcut)} error={error("shortcut")} />
      </div>
      {kind !== "update" && <TextInput id="title" label="Title" optional maxLength={255} defaultValue={typed("title", saved.title)} error={error("title")} />}
      <Body text={typed("body", saved.body)} error={error("body")} />
      <Variables kind={kind} />
      {!isWork && <RadioRow name="state" legend="State" options={[{ value: "", label: "As it stands" }, ...incidentStates.map((state) => ({ value: state, label: incidentStateLabels[state] }))]} value={typed("state", saved.choices.state)} />}
      <Select id="visibility" label="Who it is for" options={[{ value: "", label: "As it stands" }, ...visibilities.map((each) => ({ value: each, label: visibilityLabels[each] }))]} defaultValue={typed("visibility", saved.choices.visibility)} className="max-w-sm" />
      <Customers customers={customers} chosen={saved.choices.customers} />
      <Components components={components} chosen={saved.choices.components} isWork={isWork} />
      {!isWork && <RadioRow name="promise" legend="Next update due" options={PROMISES} value={typed("promise", saved.choices.promise)} />}
      <div className="flex flex-wrap gap-3">
        <Button look="primary">{label}</Button>
        <LinkButton look="quiet" href="/admin/templates">Cancel</LinkButton>
      </div>
    </form>
  );
}

function Body({ text, error }: { text: string; error?: string }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-end justify-between gap-4">
        <label htmlFor="body" className="text-sm font-medium">Text</label>
        <MarkdownTools textareaId="body" />
      </div>
      <textarea name="body" rows={8} required defaultValue={text} className={`${controlClass} leading-normal`} {...describe({ id: "body", error })} />
      {error && <FieldError id="body-error">{error}</FieldError>}
    </div>
  );
}

function Variables({ kind }: { kind: TemplateKind }) {
  const known = Object.entries(templateVariables).filter(([name]) => name !== "customer" && name !== (kind === "maintenance" ? "next_update" : "window"));
  return (
    <details className="text-sm">
      <summary className="text-accent hover:text-accent-strong">What can be filled in</summary>
      <dl className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {known.map(([name, meaning]) => <div key={name} className="grid sm:col-span-2 sm:grid-cols-subgrid"><dt><code>{`{{${name}}}`}</code></dt><dd className="text-muted">{meaning}</dd></div>)}
      </dl>
      <p className="mt-2 max-w-prose text-xs text-muted">They are filled when the post is published. One that stands for nothing then stops it. In a note for a customer, {"{{customer}}"} is their name.</p>
    </details>
  );
}

function Customers({ customers, chosen }: { customers: Props["customers"]; chosen: readonly string[] }) {
  return (
    <details open={chosen.length > 0}>
      <summary className="flex items-center gap-2 text-sm hover:text-accent-strong"><Icon name="chevron" className="chevron size-3.5 text-muted" />Selected customers</summary>
      <div className="mt-2 grid gap-x-6 sm:grid-cols-2">{customers.map(({ id, name }) => <Checkbox key={id} name="customers" value={id} label={name} defaultChecked={chosen.includes(id)} />)}</div>
    </details>
  );
}

function Components({ components, chosen, isWork }: { components: Props["components"]; chosen: Readonly<Record<string, string>>; isWork: boolean }) {
  const options = isWork ? [{ value: "", label: "Not touched" }, { value: "under_maintenance", label: "Touched" }] : [{ value: "", label: "No change" }, ...componentStates.map((state) => ({ value: state, label: componentStateLabels[state] }))];
  return (
    <details open={Object.keys(chosen).length > 0}>
      <summary className="flex items-center gap-2 text-sm hover:text-accent-strong"><Icon name="chevron" className="chevron size-3.5 text-muted" />Components</summary>
      <ul className="mt-2 max-h-80 overflow-y-auto border-y border-line">
        {components.map(({ id, name }) => (
          <li key={id} className="grid items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <label htmlFor={`component-${id}`} className="text-sm font-medium wrap-anywhere">{name}</label>
            <SelectControl id={`component-${id}`} name={`component:${id}`} options={options} defaultValue={chosen[id] ?? ""} />
          </li>
        ))}
      </ul>
    </details>
  );
}
