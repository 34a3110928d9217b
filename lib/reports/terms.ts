/** A draft is reviewed and can be made anew; what is released is frozen, signed and never changed. */
export const statementStates = ["draft", "released"] as const;
export type StatementState = (typeof statementStates)[number];

export const statementKinds = ["month", "period"] as const;

/** What is kept of a statement beside its row. */
export const statementFiles = ["evidence", "pdf"] as const;
export type StatementFile = (typeof statementFiles)[number];

export const documentFormat = "candor-statement/1";
export const evidenceFormat = "candor-evidence/1";
export const sealFormat = "candor-seal/1";

/** How unavailability is counted: in runs of bad time, or as the mean of every slice's share of failures. */
export const uptimeMethods = ["downtime", "average"] as const;
export type UptimeMethod = (typeof uptimeMethods)[number];

export const creditSlices = [1, 5, 15] as const;

/** Days that a customer's health view can look at. */
export const healthSpans = ["30d", "90d", "quarter"] as const;
