import type { Audience } from "../../access/terms.ts";
import type { ComponentState } from "../../catalog/terms.ts";
import { stateOfImpact } from "../../incidents/rules/impact.ts";
import { type IncidentImpact, incidentImpacts } from "../../incidents/terms.ts";
import { severity, worstState } from "./indicator.ts";

export interface HeadlineIncident {
  code: string;
  title: string;
  impact: IncidentImpact;
  startedAt: number;
}

export interface Headline {
  state: ComponentState;
  sentence: string;
  /** The incident that the sentence is about. */
  incidentCode: string | null;
  since: number | null;
}

/** The worst first, then the newest. */
export function byUrgency<T extends HeadlineIncident>(incidents: readonly T[]): T[] {
  return incidents.toSorted((a, b) => incidentImpacts.indexOf(b.impact) - incidentImpacts.indexOf(a.impact) || b.startedAt - a.startedAt);
}

/** The page's one sentence: the worst open incident in its own words, else the worst component, else that all is well. */
export function headline(audience: Audience, { incidents, components }: { incidents: readonly HeadlineIncident[]; components: readonly { name: string; state: ComponentState }[] }): Headline {
  const worst = worstState(components.map((component) => component.state));
  const [first, ...more] = byUrgency(incidents);
  if (first) return { state: worstState([worst, visiblyWrong(first.impact)]), sentence: withMore(first.title, more.length), incidentCode: first.code, since: first.startedAt };
  const sentence = worst === "operational" ? wellSentence(audience) : componentSentence(worst, components.filter((component) => component.state === worst));
  return { state: worst, sentence, incidentCode: null, since: null };
}

// An open incident without affected components is not "operational": something is being looked into.
function visiblyWrong(impact: IncidentImpact): ComponentState {
  const state = stateOfImpact(impact);
  return severity(state) > severity("degraded_performance") ? state : "degraded_performance";
}

function withMore(title: string, count: number): string {
  if (count === 0) return title;
  return `${title}, and ${count} more ${count === 1 ? "incident" : "incidents"}`;
}

function wellSentence(audience: Audience): string {
  return audience.kind === "customer" ? "Everything you use is working normally" : "All systems operational";
}

function componentSentence(state: ComponentState, affected: readonly { name: string }[]): string {
  const [only] = affected;
  const isOne = affected.length === 1 && only !== undefined;
  const who = isOne ? only.name : `${affected.length} components`;
  const has = isOne ? "has" : "have";
  switch (state) {
    case "operational": return `${who} ${isOne ? "is" : "are"} working normally`;
    case "under_maintenance": return `${who} ${isOne ? "is" : "are"} under maintenance`;
    case "degraded_performance": return `${who} ${has} degraded performance`;
    case "partial_outage": return `${who} ${has} a partial outage`;
    case "major_outage": return `${who} ${has} a major outage`;
  }
}
