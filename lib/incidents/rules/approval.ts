import type { IncidentImpact, Visibility } from "../terms.ts";

/** What the portal asks of its own staff before readers get something. */
export interface PublishingRules {
  /** Whether a post-mortem is read by a second person before it is published. */
  isReviewNeeded: boolean;
  /** Posts for these readers, or of incidents this bad, need a second person. */
  visibilities: readonly Visibility[];
  impacts: readonly IncidentImpact[];
}

export const defaultRules: PublishingRules = { isReviewNeeded: true, visibilities: [], impacts: [] };

/** Whether a second person must agree to a post of such an incident. What only staff see needs nobody. */
export function isApprovalNeeded({ visibilities, impacts }: PublishingRules, { visibility, impact }: { visibility: Visibility; impact: IncidentImpact }): boolean {
  if (visibility === "internal") return false;
  return visibilities.includes(visibility) || impacts.includes(impact);
}

/** Whether a post-mortem of such an incident must have been read by a second person. */
export function isReviewNeeded(rules: PublishingRules, incident: { visibility: Visibility; impact: IncidentImpact }): boolean {
  return rules.isReviewNeeded || isApprovalNeeded(rules, incident);
}
