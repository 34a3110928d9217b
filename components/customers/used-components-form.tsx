import { listOf, type SentForm, staleHint, textOf } from "../forms/fill.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { controlClass, FieldError } from "../ui/field.tsx";

export interface ChoosableComponent {
  id: string;
  name: string;
  groupName: string | null;
  visibility: string;
}

export interface UsedFields {
  customerId: string;
  version: number;
  used: readonly { componentId: string; ownName: string | null; position: number | null }[];
}

/** What is used, and on demand the form that changes it. */
export function UsedComponents(props: { saved: UsedFields; choices: readonly ChoosableComponent[]; form: SentForm }) {
  const { used } = props.saved;
  const nameOf = (id: string) => props.choices.find((choice) => choice.id === id)?.name;
  const inOrder = used.toSorted((left, right) => (left.position ?? used.length) - (right.position ?? used.length)).filter((each) => nameOf(each.componentId));
  return (
    <>
      {inOrder.length === 0 ? <p className="text-sm text-muted">None yet. Its page stays empty until it uses something.</p> : (
        <ol className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2 xl:grid-cols-3">
          {inOrder.map(({ componentId, ownName }) => <li key={componentId} className="min-w-0 break-words">{ownName ?? nameOf(componentId)}{ownName && <span className="text-muted"> ({nameOf(componentId)})</span>}</li>)}
        </ol>
      )}
      <details open={props.form.sentence !== null} className="mt-4">
        <summary className="cursor-pointer text-sm font-medium text-accent hover:text-accent-strong">Change what it uses</summary>
        <UsedComponentsForm {...props} />
      </details>
    </>
  );
}

function UsedComponentsForm({ saved, choices, form }: { saved: UsedFields; choices: readonly ChoosableComponent[]; form: SentForm }) {
  const groups = Map.groupBy(choices, (choice) => choice.groupName ?? "In no group");
  const savedNow = staleHint(form, choices.filter((choice) => saved.used.some((each) => each.componentId === choice.id)).map((choice) => choice.name).join(", "));
  return (
    <form method="post" action={`/admin/customers/${saved.customerId}/components`} className="mt-3">
      <input type="hidden" name="part" value="components" />
      <input type="hidden" name="version" value={saved.version} />
      <p className="mb-3 max-w-prose text-sm text-muted">Decides what this customer sees of components for users only, and which incidents affect it. Places count from 1; what has none follows in the catalog’s order.</p>
      {savedNow && <p className="mb-3 text-sm text-muted">{savedNow}</p>}
      {[...groups].map(([name, components]) => (
        <fieldset key={name} className="border-t border-line py-3">
          <legend className="float-start mb-2 w-full text-xs font-medium text-muted">{name}</legend>
          <div className="clear-both grid gap-2">{components.map((component) => <Choice key={component.id} component={component} saved={saved} form={form} />)}</div>
        </fieldset>
      ))}
      <div className="border-t border-line pt-4"><Button look="primary">Save components</Button></div>
    </form>
  );
}

function Choice({ component, saved, form }: { component: ChoosableComponent; saved: UsedFields; form: SentForm }) {
  const { id, name } = component;
  const use = saved.used.find((each) => each.componentId === id);
  const isSent = form.sentence !== null;
  const place = isSent ? textOf(form, `place:${id}`) : use && use.position !== null ? String(use.position + 1) : "";
  const error = form.fields[`name:${id}`] ?? form.fields[`place:${id}`];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5rem]">
      <label className="flex min-h-8 items-center gap-2.5 text-sm max-sm:col-span-2">
        <input type="checkbox" name="use" value={id} defaultChecked={isSent ? listOf(form, "use").includes(id) : use !== undefined} className="size-4 shrink-0 accent-accent" />
        <span className="min-w-0 break-words">{name}</span>
        {component.visibility === "users" && <Badge>users only</Badge>}
      </label>
      <input name={`name:${id}`} aria-label={`Its own name for ${name}`} placeholder="Own name" maxLength={120} defaultValue={isSent ? textOf(form, `name:${id}`) : (use?.ownName ?? "")} className={controlClass} />
      <input name={`place:${id}`} aria-label={`Place of ${name}`} placeholder="Place" inputMode="numeric" maxLength={4} defaultValue={place} aria-invalid={error ? true : undefined} aria-describedby={error ? `error-${id}` : undefined} className={`${controlClass} text-end tabular-nums`} />
      {error && <div className="col-span-full"><FieldError id={`error-${id}`}>{error}</FieldError></div>}
    </div>
  );
}
