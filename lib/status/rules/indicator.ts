import { type ComponentState, componentStates } from "../../catalog/terms.ts";
import { worstImpact } from "../../incidents/rules/impact.ts";
import type { IncidentImpact } from "../../incidents/terms.ts";

/** Consumers switch on these literal words of Statuspage's API; they are not copy of ours. */
export const pageDescriptions = {
  operational: { indicator: "none", description: "All Systems Operational" },
  majorSystem: { indicator: "critical", description: "Major System Outage" },
  partialSystem: { indicator: "major", description: "Partial System Outage" },
  minorService: { indicator: "minor", description: "Minor Service Outage" },
  degradedSystem: { indicator: "minor", description: "Degraded System Service" },
  partiallyDegraded: { indicator: "minor", description: "Partially Degraded Service" },
  maintenance: { indicator: "none", description: "Service Under Maintenance" },
} as const;

export type PageStatus = (typeof pageDescriptions)[keyof typeof pageDescriptions];

/**
 * The page's status in Statuspage's words, from the states of its components (groups left out) and, while all of those
 * are operational, from the impact of its open incidents.
 */
export function pageStatus(states: readonly ComponentState[], openImpacts: readonly IncidentImpact[]): PageStatus {
  const has = (state: ComponentState) => states.includes(state);
  const all = (state: ComponentState) => states.length > 0 && states.every((one) => one === state);
  if (all("major_outage")) return pageDescriptions.majorSystem;
  if (has("major_outage") || all("partial_outage")) return pageDescriptions.partialSystem;
  if (has("partial_outage")) return pageDescriptions.minorService;
  if (all("degraded_performance")) return pageDescriptions.degradedSystem;
  if (has("degraded_performance")) return pageDescriptions.partiallyDegraded;
  const byIncidents = statusOfImpact(worstImpact(openImpacts));
  return byIncidents === pageDescriptions.operational && has("under_maintenance") ? pageDescriptions.maintenance : byIncidents;
}

function statusOfImpact(impact: IncidentImpact): PageStatus {
  switch (impact) {
    case "none": return pageDescriptions.operational;
    case "minor": return pageDescriptions.minorService;
    case "major": return pageDescriptions.partialSystem;
    case "critical": return pageDescriptions.majorSystem;
  }
}

export function severity(state: ComponentState): number {
  return componentStates.indexOf(state);
}

export function worstState(states: readonly ComponentState[]): ComponentState {
  return states.reduce<ComponentState>((worst, state) => (severity(state) > severity(worst) ? state : worst), "operational");
}
