import { ComponentSearch } from "../composer/component-search.tsx";
import { Checkbox } from "../ui/choice.tsx";
import { FieldError } from "../ui/field.tsx";

interface PlannerComponentsProps {
  components: readonly { id: string; name: string; group: string | null }[];
  chosen: readonly string[];
  errors: Record<string, string>;
}

/** What the work touches: who uses any of it is affected. */
export function PlannerComponents({ components, chosen, errors }: PlannerComponentsProps) {
  const faults = components.flatMap(({ id }) => (errors[`component:${id}`] ? [errors[`component:${id}`]] : []));
  return (
    <fieldset className="grid gap-3" aria-describedby={faults.length > 0 ? "components-error" : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Components it touches</legend>
      {components.length > 12 && <ComponentSearch listId="planner-components" />}
      <ul id="planner-components" className="grid max-h-80 gap-x-6 overflow-y-auto border-y border-line py-2 sm:grid-cols-2" aria-label="Components">
        {components.map(({ id, name, group }) => (
          <li key={id} data-name={`${group ?? ""} ${name}`}>
            <Checkbox name="components" value={id} defaultChecked={chosen.includes(id)} label={name} hint={group ?? undefined} />
          </li>
        ))}
      </ul>
      {faults.length > 0 && <FieldError id="components-error">{faults.join(" ")}</FieldError>}
    </fieldset>
  );
}
