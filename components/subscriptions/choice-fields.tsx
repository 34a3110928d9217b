import { blankForm, listOf, type SentForm, textOf } from "../forms/fill.tsx";
import { Icon } from "../ui/icon.tsx";
import { Checkbox, Fieldset, Radio } from "../ui/choice.tsx";
import { say } from "#lib/language/rules/say";

export interface ChoiceGroup {
  name: string;
  components: { id: string; name: string }[];
}

/** Everything, or chosen components. Without script both are there; ticking a component while "everything" is chosen changes nothing. */
export function ChoiceFields({ groups, isEverything: isSaved, chosen: saved, everythingLabel, everythingHint, form = blankForm }: { groups: readonly ChoiceGroup[]; isEverything: boolean; chosen: readonly string[]; everythingLabel: string; everythingHint: string; form?: SentForm }) {
  // As it was typed, where the form was refused.
  const wasSent = form.sentence !== null && form.values["scope"] !== undefined;
  const isEverything = wasSent ? textOf(form, "scope") !== "components" : isSaved;
  const chosen = wasSent ? listOf(form, "components") : saved;
  return (
    <Fieldset id="scope" legend={say("What do you want to hear about?")}>
      <Radio name="scope" value="everything" defaultChecked={isEverything} label={everythingLabel} hint={everythingHint} />
      <Radio name="scope" value="components" defaultChecked={!isEverything} label={say("Only these components")} />
      <details open={!isEverything} className="ms-6.5 border-s border-line ps-4">
        <summary className="flex cursor-pointer items-center gap-1.5 py-1 text-sm text-soft hover:text-ink"><Icon name="chevron" className="chevron size-3.5 text-muted" /> {say("Choose components")}</summary>
        <div className="mt-2 grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {groups.map((group) => (
            <fieldset key={group.name}>
              <legend className="text-xs font-medium text-muted">{group.name}</legend>
              {group.components.map((component) => (
                <Checkbox key={component.id} name="components" value={component.id} defaultChecked={chosen.includes(component.id)} label={component.name} />
              ))}
            </fieldset>
          ))}
        </div>
      </details>
    </Fieldset>
  );
}
