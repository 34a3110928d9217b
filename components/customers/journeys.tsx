import type { ReactNode } from "react";
import { journeyCriticalities, type JourneyCriticality } from "#lib/customers/terms";
import { AskFirst } from "../forms/ask-first.tsx";
import { fill, formOf, listOf, type SentForm, staleHint } from "../forms/fill.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Fieldset } from "../ui/choice.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea, TextInput } from "../ui/text-input.tsx";

export interface JourneyFields {
  id: string;
  name: string;
  description: string;
  criticality: JourneyCriticality;
  componentIds: readonly string[];
}

export interface JourneysProps {
  customerId: string;
  version: number;
  journeys: readonly JourneyFields[];
  /** What the customer uses, by the catalog's names. */
  components: readonly { id: string; name: string }[];
  form: SentForm;
}

export const criticalityLabels: Record<JourneyCriticality, string> = { critical: "Critical", important: "Important", useful: "Useful" };

const blank: JourneyFields = { id: "", name: "", description: "", criticality: "important", componentIds: [] };

export function Journeys(props: JourneysProps) {
  return (
    <div className="border-t border-line">
      {props.journeys.map((journey) => <Journey key={journey.id} journey={journey} {...props} />)}
      <Disclosure title="Add a journey" isOpen={isSent(props.form, blank)}><JourneyForm journey={blank} {...props} /></Disclosure>
    </div>
  );
}

function Journey({ journey, ...props }: JourneysProps & { journey: JourneyFields }) {
  return (
    <Disclosure title={journey.name} word={criticalityLabels[journey.criticality]} isOpen={isSent(props.form, journey)}>
      <JourneyForm journey={journey} {...props} />
      <div className="mt-4"><AskFirst ask="Delete this journey" of={journey.name} action={`/admin/customers/${props.customerId}/journeys/${journey.id}/delete`} label={`Delete ${journey.name}`} /></div>
    </Disclosure>
  );
}

function Disclosure({ title, word, isOpen, children }: { title: string; word?: string; isOpen: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="border-b border-line">
      <summary className="flex cursor-pointer flex-wrap items-center gap-2 py-3 text-sm font-medium hover:text-accent">{title}{word && <Badge>{word}</Badge>}</summary>
      <div className="pb-5">{children}</div>
    </details>
  );
}

function JourneyForm({ customerId, version, journey, components, form: sent }: JourneysProps & { journey: JourneyFields }) {
  const form = formOf(sent, partOf(journey));
  const at = (name: string) => `journey-${journey.id || "new"}-${name}`;
  const chosen = form.sentence === null ? journey.componentIds : listOf(form, "components");
  const savedNow = staleHint(form, components.filter((each) => journey.componentIds.includes(each.id)).map((each) => each.name).join(", "));
  return (
    <form method="post" action={`/admin/customers/${customerId}/journeys/save`} className="grid max-w-2xl items-start gap-4">
      <input type="hidden" name="part" value={partOf(journey)} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="journey" value={journey.id} />
      <TextInput id={at("name")} name="name" label="Name" required maxLength={120} {...fill(form, "name", journey.name)} />
      <TextArea id={at("description")} name="description" label="Description" optional rows={2} maxLength={500} {...fill(form, "description", journey.description)} />
      <Select id={at("criticality")} name="criticality" label="How critical it is to them" options={journeyCriticalities.map((value) => ({ value, label: criticalityLabels[value] }))} {...fill(form, "criticality", journey.criticality, criticalityLabels[journey.criticality])} />
      <Fieldset id={at("components")} legend="Runs on" hint={savedNow}>
        {components.length === 0 ? <p className="text-sm text-muted">Choose above what this customer uses first.</p> : <div className="grid gap-x-4 sm:grid-cols-2">{components.map((each) => <Checkbox key={each.id} name="components" value={each.id} defaultChecked={chosen.includes(each.id)} label={each.name} />)}</div>}
      </Fieldset>
      <div><Button>{journey.id ? "Save journey" : "Add journey"}</Button></div>
    </form>
  );
}

function partOf(journey: JourneyFields): string {
  return `journey:${journey.id}`;
}

function isSent(form: SentForm, journey: JourneyFields): boolean {
  return form.values["part"] === partOf(journey);
}
