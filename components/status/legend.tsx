import { type MarkState, StateLabel } from "./state-mark.tsx";

const ALL: readonly MarkState[] = ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance", "no_data"];

export function Legend({ states = ALL }: { states?: readonly MarkState[] }) {
  return (
    <div className="mt-4 text-xs text-muted">
      <p>Each bar is a day, today at the end. A taller bar is a worse day.</p>
      <ul aria-label="What the marks mean" className="mt-2 flex flex-wrap gap-x-4 gap-y-1.5">
        {states.map((state) => <li key={state}><StateLabel state={state} /></li>)}
      </ul>
    </div>
  );
}
