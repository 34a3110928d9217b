import { say, type Words } from "#lib/language/rules/say";
import type { JourneyCriticality } from "#lib/customers/terms";
import { type MarkState, StateLabel } from "./state-mark.tsx";

export type JourneyRow = { id: string; name: string; criticality: JourneyCriticality; state: MarkState; /** "Failing" says more than the state's own word, where there is a better one. */ now?: string; runsOn?: string };

const MEANING: Record<JourneyCriticality, Words> = { critical: "Critical to you", important: "Important to you", useful: "Useful to you" };

export function JourneyTable({ journeys }: { journeys: readonly JourneyRow[] }) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{say("Your journeys and how they are now")}</caption>
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line text-xs text-muted">
          <th scope="col" className="pb-2 text-start font-medium">{say("Journey")}</th>
          <th scope="col" className="pb-2 text-start font-medium">{say("Weight")}</th>
          <th scope="col" className="pb-2 text-start font-medium">{say("Now")}</th>
        </tr>
      </thead>
      <tbody>
        {journeys.map((journey) => (
          <tr key={journey.id} className="border-b border-line max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:py-3">
            <th scope="row" className="py-3 pe-4 text-start font-medium max-sm:p-0">
              {journey.name}
              {journey.runsOn && <span className="block text-xs font-normal text-muted">{journey.runsOn}</span>}
            </th>
            <td className="py-3 pe-4 text-muted max-sm:col-start-1 max-sm:p-0 max-sm:text-xs">{say(MEANING[journey.criticality])}</td>
            <td className="py-3 max-sm:col-start-2 max-sm:row-start-1 max-sm:p-0"><StateLabel state={journey.state} label={journey.now} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
