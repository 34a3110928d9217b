import type { Audience } from "../../access/terms.ts";
import type { ComponentState } from "../../catalog/terms.ts";
import { stateOfImpact } from "../../incidents/rules/impact.ts";
import { say, type Words } from "../../language/rules/say.ts";
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
  return count === 0 ? title : say("{title}, and {count} more incident|{title}, and {count} more incidents", { title, count });
}

function wellSentence(audience: Audience): string {
  return say(audience.kind === "customer" ? "Everything you use is working normally" : "All systems operational");
}

const sentences = {
  operational: ["{name} is working normally", "{count} component is working normally|{count} components are working normally"],
  under_maintenance: ["{name} is under maintenance", "{count} component is under maintenance|{count} components are under maintenance"],
  degraded_performance: ["{name} has degraded performance", "{count} component has degraded performance|{count} components have degraded performance"],
  partial_outage: ["{name} has a partial outage", "{count} component has a partial outage|{count} components have a partial outage"],
  major_outage: ["{name} has a major outage", "{count} component has a major outage|{count} components have a major outage"],
} as const satisfies Record<ComponentState, readonly [Words, Words]>;

function componentSentence(state: ComponentState, affected: readonly { name: string }[]): string {
  const [only] = affected;
  const [ofOne, ofSeveral] = sentences[state];
  return affected.length === 1 && only !== undefined ? say(ofOne, { name: only.name }) : say(ofSeveral, { count: affected.length });
}
