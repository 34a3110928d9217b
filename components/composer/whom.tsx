import type { Visibility } from "#lib/incidents/terms";
import { Checkbox, Radio } from "../ui/choice.tsx";
import { FieldError } from "../ui/field.tsx";
import type { ComposerCustomer } from "./customer-notes.tsx";

const CHOICES: readonly { value: Visibility; label: string; hint: string }[] = [
  { value: "public", label: "Everyone", hint: "The public page, and every customer" },
  { value: "affected", label: "Affected customers", hint: "Those that use a component named here" },
  { value: "selected", label: "Selected customers", hint: "Those you tick below" },
  { value: "internal", label: "Staff only", hint: "Nobody outside sees or hears it" },
];

/** Whom an incident is for. The customers to tick appear with "selected", by style alone. */
export function Whom({ visibility, chosen, customers, errors }: { visibility: string; chosen: readonly string[]; customers: readonly ComposerCustomer[]; errors: Record<string, string> }) {
  return (
    <fieldset className="group/whom" aria-describedby={errors.visibility ? "visibility-error" : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Who it is for</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {CHOICES.map((choice) => <Radio key={choice.value} name="visibility" {...choice} defaultChecked={choice.value === visibility} required />)}
      </div>
      {errors.visibility && <FieldError id="visibility-error">{errors.visibility}</FieldError>}
      <fieldset className="mt-3 hidden border-s border-line ps-4 group-has-[input[value=selected]:checked]/whom:block" aria-describedby={errors.customers ? "customers-error" : undefined}>
        <legend className="sr-only">Selected customers</legend>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {customers.map(({ id, name }) => <Checkbox key={id} name="customers" value={id} label={name} defaultChecked={chosen.includes(id)} />)}
        </div>
        {errors.customers && <FieldError id="customers-error">{errors.customers}</FieldError>}
      </fieldset>
    </fieldset>
  );
}
