import { type ComponentState, componentStateLabels, componentStates } from "#lib/catalog/terms";
import { StateLabel } from "../status/state-mark.tsx";
import { FieldError } from "../ui/field.tsx";
import { SelectControl } from "../ui/select.tsx";
import { ComponentSearch } from "./component-search.tsx";

export type ComposerComponent = { id: string; name: string; group?: string; state: ComponentState };

const OPTIONS = [{ value: "", label: "No change" }, ...componentStates.map((state) => ({ value: state, label: componentStateLabels[state] }))];

export function ComponentStates({ components, chosen, errors }: { components: readonly ComposerComponent[]; chosen: Record<string, string>; errors: Record<string, string> }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 text-sm font-medium">Components</legend>
      <p className="hidden max-w-prose text-xs text-muted in-[form:has([name=state][value=resolved]:checked)]:block">Resolving returns everything this incident holds down to operational. To leave a component as it is, choose its state here.</p>
      <ComponentSearch listId="component-states" />
      <ul id="component-states" className="max-h-80 overflow-y-auto border-y border-line" aria-label="Components and their states">
        {components.map(({ id, name, group, state }) => (
          <li key={id} data-name={`${group ?? ""} ${name}`} className="grid items-center gap-x-4 gap-y-2 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <label htmlFor={`component-${id}`} className="min-w-0 text-sm">
              <span className="font-medium">{name}</span>
              <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">{group}<StateLabel state={state} label={`Now ${componentStateLabels[state].toLowerCase()}`} /></span>
            </label>
            <div>
              <SelectControl id={`component-${id}`} name={`component:${id}`} options={OPTIONS} defaultValue={chosen[id] ?? ""} aria-invalid={errors[`component:${id}`] ? true : undefined} aria-describedby={errors[`component:${id}`] ? `component-${id}-error` : undefined} />
              {errors[`component:${id}`] && <FieldError id={`component-${id}-error`}>{errors[`component:${id}`]}</FieldError>}
            </div>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
