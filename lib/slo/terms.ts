export const budgetingMethods = ["occurrences", "timeslices", "ratio_timeslices"] as const;
export type BudgetingMethod = (typeof budgetingMethods)[number];

/** What a slice without counts is. */
export const noDataRules = ["ignore", "good", "bad"] as const;
export type NoDataRule = (typeof noDataRules)[number];

/** What planned work does to the figure: its time leaves it, counts as good, or counts as it was. */
export const maintenanceRules = ["removed", "good", "counts"] as const;
export type MaintenanceRule = (typeof maintenanceRules)[number];

export const calendarUnits = ["week", "month", "quarter", "year"] as const;

/** Lengths of a slice in minutes: each divides an hour and is divided by, or divides, a quarter of an hour. */
export const sliceLengths = [1, 5, 15, 30, 60] as const;

export const exclusionEffects = ["removed", "good"] as const;
export type ExclusionEffect = (typeof exclusionEffects)[number];

export const exclusionCategories = ["planned_work", "customer_cause", "third_party", "force_majeure", "measurement_fault", "other"] as const;
export type ExclusionCategory = (typeof exclusionCategories)[number];

export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];

/** How much of a budget is left, as a state that does not flicker. */
export const budgetStates = ["healthy", "at_risk", "exhausted", "no_data"] as const;
export type BudgetState = (typeof budgetStates)[number];

export const compositeWays = ["any_bad", "pooled", "weighted"] as const;
export type CompositeWay = (typeof compositeWays)[number];
