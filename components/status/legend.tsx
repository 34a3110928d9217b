import { say } from "#lib/language/rules/say";
import { type MarkState, StateLabel } from "./state-mark.tsx";

const ALL: readonly MarkState[] = ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance", "no_data"];

/** What bars, marks and uptime mean: the same for every row, so said once. */
export function Legend({ zone, states = ALL }: { zone: string; states?: readonly MarkState[] }) {
  return (
    <div className="mt-4 text-xs text-muted">
      <p className="max-w-prose">{say("Each bar is a day of {zone}, today at the end. A taller bar is a worse day. For uptime a partial outage counts for 30 % of its time; degraded performance and maintenance do not count.", { zone })}</p>
      <ul aria-label={say("What the marks mean")} className="mt-2 flex flex-wrap gap-x-4 gap-y-1.5">
        {states.map((state) => <li key={state}><StateLabel state={state} /></li>)}
      </ul>
    </div>
  );
}
