import { type ComponentState, componentStateLabels, componentStates } from "#lib/catalog/terms";
import { incidentStateLabels, incidentStates } from "#lib/incidents/terms";
import { FieldError } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Select, SelectControl } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

interface PastPostProps {
  post: { state: string; occurredAt: string; body: string; components: Record<string, string> };
  index: number;
  components: readonly { id: string; name: string; state: ComponentState }[];
  errors: Record<string, string>;
  zoneLabel: string;
}

const states = incidentStates.map((state) => ({ value: state, label: incidentStateLabels[state] }));
const componentOptions = [{ value: "", label: "No change" }, ...componentStates.map((state) => ({ value: state, label: componentStateLabels[state] }))];

/** One post of an incident that is over. One without a time and without words is none. */
export function PastPost({ post, index, components, errors, zoneLabel }: PastPostProps) {
  const isChosen = Object.keys(post.components).length > 0;
  return (
    <fieldset className="grid gap-4 border-t border-line pt-5">
      <legend className="float-left mb-1 text-sm font-semibold">Post {index + 1}{index > 0 && <span className="font-normal text-muted"> (left out while it is empty)</span>}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select id={`state:${index}`} label="State" options={states} defaultValue={post.state} error={errors[`state:${index}`]} />
        <TextInput id={`occurredAt:${index}`} type="datetime-local" label={`It happened (${zoneLabel})`} defaultValue={post.occurredAt} error={errors[`occurredAt:${index}`]} />
      </div>
      <TextArea id={`body:${index}`} label="What happened" rows={3} defaultValue={post.body} error={errors[`body:${index}`]} />
      <details open={isChosen || index === 0}>
        <summary className="flex items-center gap-2 py-1 text-sm text-soft hover:text-ink"><Icon name="chevron" className="chevron size-3.5" />Components{isChosen && ` (${Object.keys(post.components).length})`}</summary>
        <ul className="mt-2 max-h-80 overflow-y-auto border-y border-line">
          {components.map(({ id, name }) => (
            <li key={id} className="grid items-center gap-x-4 gap-y-2 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_14rem]">
              <label htmlFor={`component-${index}-${id}`} className="min-w-0 text-sm">{name}</label>
              <SelectControl id={`component-${index}-${id}`} name={`component-${index}:${id}`} options={componentOptions} defaultValue={post.components[id] ?? ""} />
              {index === 0 && errors[`component:${id}`] && <FieldError id={`component-${index}-${id}-error`}>{errors[`component:${id}`]}</FieldError>}
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}
