import type { ReactNode } from "react";
import { componentStateLabels, componentStates } from "#lib/catalog/terms";
import { controlClass, FieldError } from "../ui/field.tsx";
import { SelectControl } from "../ui/select.tsx";

export type ImpactLineFields = { state: string; from: string; until: string };

const OPTIONS = [{ value: "operational", label: "Not affected" }, ...componentStates.filter((state) => state !== "operational").map((state) => ({ value: state, label: componentStateLabels[state] }))];
const columns = "grid gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]";

/** A component's line in the record, to be rewritten. Empty lines are no lines; what goes on has no end. */
export function ImpactLines({ lines, errors, zoneLabel }: { lines: readonly ImpactLineFields[]; errors: Record<string, string>; zoneLabel: string }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-sm font-medium">What was so <span className="font-normal text-muted">({zoneLabel})</span></legend>
      <div aria-hidden="true" className={`${columns} text-xs font-medium text-muted max-sm:hidden`}><span>State</span><span>From</span><span>Until</span></div>
      {lines.map((line, index) => (
        // A line has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={index} line={line} index={index} errors={errors} />
      ))}
      <p className="max-w-prose text-xs text-muted">“Not affected” takes a line out. A line without both times is left out; what still goes on has no end.</p>
    </fieldset>
  );
}

function Line({ line, index, errors }: { line: ImpactLineFields; index: number; errors: Record<string, string> }) {
  const wrong = ["state", "from", "until", "component"].flatMap((name) => errors[`${name}:${index}`] ?? []);
  const described = wrong.length > 0 ? `line-${index}-error` : undefined;
  const invalid = (name: string) => (errors[`${name}:${index}`] ? true : undefined);
  return (
    <div role="group" aria-label={`Line ${index + 1}`} className="grid gap-1.5 max-sm:border-b max-sm:border-line max-sm:pb-4">
      <div className={columns}>
        <Cell label="State"><SelectControl name={`state:${index}`} aria-label="State" options={OPTIONS} defaultValue={line.state} aria-invalid={invalid("state")} aria-describedby={described} /></Cell>
        <Cell label="From"><input type="datetime-local" name={`from:${index}`} aria-label="From" defaultValue={line.from} className={controlClass} aria-invalid={invalid("from")} aria-describedby={described} /></Cell>
        <Cell label="Until"><input type="datetime-local" name={`until:${index}`} aria-label="Until" defaultValue={line.until} className={controlClass} aria-invalid={invalid("until")} aria-describedby={described} /></Cell>
      </div>
      {wrong.length > 0 && <FieldError id={`line-${index}-error`}>{wrong.join(" ")}</FieldError>}
    </div>
  );
}

// On a phone the columns' heads are gone, and each control says what it is.
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return <div className="grid gap-1"><span aria-hidden="true" className="text-xs text-muted sm:hidden">{label}</span>{children}</div>;
}
