/** Ordered from well to worst, so that the index compares severity; maintenance stands between well and degraded. */
export const componentStates = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"] as const;
export type ComponentState = (typeof componentStates)[number];

export const componentStateLabels = {
  operational: "Operational",
  under_maintenance: "Under maintenance",
  degraded_performance: "Degraded performance",
  partial_outage: "Partial outage",
  major_outage: "Major outage",
} as const satisfies Record<ComponentState, string>;

/** `users`: only customers that use the component see it. */
export const componentVisibilities = ["public", "users"] as const;
export type ComponentVisibility = (typeof componentVisibilities)[number];
