import type { ComponentState } from "../../catalog/terms.ts";
import { type IncidentImpact, incidentImpacts } from "../terms.ts";

const impactOfState: Record<ComponentState, IncidentImpact> = {
  operational: "none",
  under_maintenance: "none",
  degraded_performance: "minor",
  partial_outage: "major",
  major_outage: "critical",
};

/** An incident is as bad as the worst state any of its components has had in it; without components it has no impact. */
export function impactOf(states: Iterable<ComponentState>): IncidentImpact {
  return worstImpact(Array.from(states, (state) => impactOfState[state]));
}

/** As bad as the worst that was told; of components whose record was corrected, as bad as the record. */
export function impactOfRecord({ told, record, corrected }: { told: readonly ComponentInState[]; record: readonly ComponentInState[]; corrected: ReadonlySet<string> }): IncidentImpact {
  return impactOf([...told.filter((each) => !corrected.has(each.componentId)), ...record.filter((each) => corrected.has(each.componentId))].map((each) => each.state));
}

interface ComponentInState {
  componentId: string;
  state: ComponentState;
}

export function worstImpact(impacts: readonly IncidentImpact[]): IncidentImpact {
  return impacts.reduce<IncidentImpact>((worst, impact) => (incidentImpacts.indexOf(impact) > incidentImpacts.indexOf(worst) ? impact : worst), "none");
}

/** The component state that looks as bad as an impact. */
export function stateOfImpact(impact: IncidentImpact): ComponentState {
  switch (impact) {
    case "none": return "operational";
    case "minor": return "degraded_performance";
    case "major": return "partial_outage";
    case "critical": return "major_outage";
  }
}
