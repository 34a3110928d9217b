import { namesOf } from "#components/incident-verbs/names";
import { Notice } from "#components/layout/notice";
import { fill, textOf } from "#components/forms/fill";
import { RadioRow } from "#components/ui/choice";
import { DescriptionList } from "#components/ui/description-list";
import { FieldError } from "#components/ui/field";
import { SelectControl } from "#components/ui/select";
import { TextArea } from "#components/ui/text-input";
import type { FormState } from "#lib/access/queries";
import { componentStateLabels, componentStates } from "#lib/catalog/terms";
import { bodyLimit } from "#lib/incidents/input";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import type { MergePreview } from "#lib/incidents/queries/merge";

interface FieldsProps {
  facts: IncidentFacts;
  preview: MergePreview;
  form: FormState;
}

const states = componentStates.map((state) => ({ value: state, label: componentStateLabels[state] }));

const promises = [{ value: "0", label: "None" }, { value: "15", label: "15 min" }, { value: "30", label: "30 min" }, { value: "60", label: "1 h" }];

/** Who will see what, what goes over, and the words with which the one ends and the other goes on. */
export function MergeFields({ facts, preview, form }: FieldsProps) {
  const { into, sourceViewers, intoViewers, ends, goesOn, hasStrangers } = preview;
  const hint = hasStrangers ? "Some who read this may not know of the other incident: do not name it. Markdown." : "Why both are one, and what happens next. Markdown.";
  return (
    <>
      <input type="hidden" name="into" value={into.code} />
      <input type="hidden" name="baseVersion" value={facts.version} />
      <input type="hidden" name="intoVersion" value={into.version} />
      <DescriptionList facts={[{ term: "This one is seen by", value: namesOf(sourceViewers) }, { term: "The other will be seen by", value: namesOf(intoViewers) }]} />
      <Consequences preview={preview} />
      {preview.components.length > 0 && <Carried preview={preview} form={form} />}
      {goesOn && <TextArea id="body" label="First post of the other after it" rows={5} required maxLength={bodyLimit} {...fill(form, "body", hasStrangers ? "" : `“${facts.title}” has the same cause. We follow both here from now on.`)} hint={hint} />}
      {goesOn && <RadioRow name="promise" legend="Its next update due" options={promises} value={textOf(form, "promise") || "30"} />}
      {ends && <TextArea id="lastWords" label="Last words of this one" rows={4} required maxLength={bodyLimit} {...fill(form, "lastWords", "We go on working on this. This record ends here.")} hint={lastWordsHint(preview)} />}
    </>
  );
}

function Consequences({ preview: { newViewers, leftOut } }: { preview: MergePreview }) {
  const isAnybodyLeft = leftOut.isPublic || leftOut.customers.length > 0;
  return (
    <>
      {newViewers.length > 0 && <Notice kind="warning" title="These customers see the other incident for the first time">{newViewers.join(", ")}: they use a component that goes over.</Notice>}
      {isAnybodyLeft && <Notice kind="warning" title="Not everyone who sees this one will see the other">For {leftOut.isPublic ? "everybody on the public page" : leftOut.customers.map((each) => each.name).join(", ")} it ends as resolved, with its last words, and what it held down reads as operational. They learn nothing of the other.</Notice>}
    </>
  );
}

function lastWordsHint({ leftOut }: MergePreview): string {
  const isAnybodyLeft = leftOut.isPublic || leftOut.customers.length > 0;
  return isAnybodyLeft ? "Read by those who do not see the other: say nothing of it. Markdown." : "Everyone who sees this sees the other too, and is led there. Markdown.";
}

function Carried({ preview: { components, into }, form }: Pick<FieldsProps, "preview" | "form">) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-medium">Goes over to “{into.title}”</legend>
      <ul className="border-y border-line">
        {components.map(({ componentId, component, state }) => (
          <li key={componentId} className="grid items-center gap-x-4 gap-y-2 border-b border-line py-2 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <label htmlFor={`component-${componentId}`} className="min-w-0 text-sm font-medium">{component}</label>
            <SelectControl id={`component-${componentId}`} name={`component:${componentId}`} options={states} defaultValue={textOf(form, `component:${componentId}`) || state} />
            {form.fields[`component:${componentId}`] && <FieldError id={`component-${componentId}-error`}>{form.fields[`component:${componentId}`]}</FieldError>}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
