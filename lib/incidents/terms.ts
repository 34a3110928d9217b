export const incidentStates = ["investigating", "identified", "monitoring", "resolved"] as const;
export type IncidentState = (typeof incidentStates)[number];

export const incidentStateLabels: Record<IncidentState, string> = {
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
};

export const incidentImpacts = ["none", "minor", "major", "critical"] as const;
export type IncidentImpact = (typeof incidentImpacts)[number];

export const incidentImpactLabels: Record<IncidentImpact, string> = {
  none: "No impact",
  minor: "Minor",
  major: "Major",
  critical: "Critical",
};

/** public: everyone; affected: customers that use an affected component; selected: named customers; internal: staff. */
export const visibilities = ["public", "affected", "selected", "internal"] as const;
export type Visibility = (typeof visibilities)[number];

export const visibilityLabels: Record<Visibility, string> = {
  public: "Everyone",
  affected: "Affected customers",
  selected: "Selected customers",
  internal: "Staff only",
};

export const promiseKinds = ["next_update", "postmortem", "action"] as const;
export type PromiseKind = (typeof promiseKinds)[number];
