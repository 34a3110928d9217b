export const incidentStates = ["investigating", "identified", "monitoring", "resolved"] as const;
export type IncidentState = (typeof incidentStates)[number];

export const incidentStateLabels = {
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
} as const satisfies Record<IncidentState, string>;

export const incidentImpacts = ["none", "minor", "major", "critical"] as const;
export type IncidentImpact = (typeof incidentImpacts)[number];

export const incidentImpactLabels = {
  none: "No impact",
  minor: "Minor",
  major: "Major",
  critical: "Critical",
} as const satisfies Record<IncidentImpact, string>;

/** public: everyone; affected: customers that use an affected component; selected: named customers; internal: staff. */
export const visibilities = ["public", "affected", "selected", "internal"] as const;
export type Visibility = (typeof visibilities)[number];

export const visibilityLabels: Record<Visibility, string> = {
  public: "Everyone",
  affected: "Affected customers",
  selected: "Selected customers",
  internal: "Staff only",
};

/** What an incident ended as, where that was not simply its resolution. */
export const incidentEndings = ["merged", "false_alarm"] as const;
export type IncidentEnding = (typeof incidentEndings)[number];

export const incidentEndingLabels = {
  merged: "Merged",
  false_alarm: "False alarm",
} as const satisfies Record<IncidentEnding, string>;

/** How an incident stands, in one word: what it ended as, where that says more than its state. */
export function incidentWord({ state, endedAs }: { state: IncidentState; endedAs: IncidentEnding | null }): (typeof incidentStateLabels)[IncidentState] | (typeof incidentEndingLabels)[IncidentEnding] {
  return endedAs === null ? incidentStateLabels[state] : incidentEndingLabels[endedAs];
}

/** An update of the timeline: news, or the post-mortem, which changes no state. */
export const updateKinds = ["update", "postmortem"] as const;
export type UpdateKind = (typeof updateKinds)[number];

export const postmortemStates = ["draft", "in_review", "published"] as const;
export type PostmortemState = (typeof postmortemStates)[number];

export const postmortemStateLabels: Record<PostmortemState, string> = { draft: "Draft", in_review: "In review", published: "Published" };

export const promiseKinds = ["next_update", "postmortem", "action"] as const;
export type PromiseKind = (typeof promiseKinds)[number];

export const promiseLabels = { next_update: "Next update", postmortem: "Post-mortem", action: "Action item" } as const satisfies Record<PromiseKind, string>;
