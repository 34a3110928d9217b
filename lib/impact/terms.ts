import type { JourneyCriticality } from "../customers/terms.ts";

/** How far a figure can be relied on: by how much of the time was counted, and how many weeks its normal is made of. */
export const confidences = ["high", "medium", "low", "none"] as const;
export type Confidence = (typeof confidences)[number];

/** `unmeasured`: nothing of this customer was counted in that time. `off`: nothing is counted of anybody. */
export type Measurement = "measured" | "unmeasured" | "off";

/** One journey of a customer in an incident's time, by the SLI of it that failed most. Requests are whole numbers. */
export interface JourneyImpact {
  /** Null where the SLI belongs to no journey. */
  journeyId: string | null;
  /** The journey's name, or the SLI's. */
  name: string;
  criticality: JourneyCriticality | null;
  sliId: string;
  sliName: string;
  total: number;
  /** All that failed, also what fails on any other day. */
  bad: number;
  /** What would have failed anyway, rounded down. */
  expected: number;
  /** Beyond normal, never below 0. */
  failed: number;
  /** Beyond normal, of its requests in that time, rounded down; null without any. */
  sharePpm: number | null;
  /** What fails normally at this time of the week; null without a normal. */
  normalPpm: number | null;
  /** How many requests there normally are in this time; null without a normal. */
  usualTotal: number | null;
  /** The minutes (or quarter hours) in which clearly more failed than normally, added up. */
  affectedMs: number;
  /** Of the quarter hours that are normally counted, how many were. */
  coveragePpm: number;
  /** Weeks the normal is made of, on average of its hours, rounded down. */
  weeks: number;
}

/** What one objective lost in an incident's time, and where it stood at its end (or stands now). */
export interface BudgetImpact {
  sloId: string;
  name: string;
  targetPpm: number;
  /** What failed in the incident's time, in the objective's own units: events, slices or billionths of slices. */
  spent: number;
  /** Of the whole budget of the window, rounded down; null without one. */
  usedPpm: number | null;
  /** Signed, never clamped. */
  leftPpm: number | null;
  /** If it goes on as in the last hour, how long what is left lasts: 0 when nothing is left, null when it is over or does not burn. */
  lastsMs: number | null;
}

/** An incident that used some of an objective's budget. */
export interface Spender {
  id: string;
  code: string;
  title: string;
  from: number;
  /** Null while it goes on. */
  until: number | null;
  /** In the objective's own units, as `BudgetImpact.spent`. */
  spent: number;
  /** Of the whole budget of the window, rounded down. */
  usedPpm: number;
}

/** What an incident did to one customer, by its own counts. Integers, instants in milliseconds, shares in parts per million. */
export interface IncidentImpact {
  incidentId: string;
  code: string;
  title: string;
  customerId: string;
  /** Whole minutes or quarter hours around the incident; at most 31 days of it. */
  from: number;
  until: number;
  isOpen: boolean;
  madeAt: number;
  measurement: Measurement;
  confidence: Confidence;
  slotMs: number;
  /** The lowest of its journeys. */
  coveragePpm: number;
  weeks: number;
  total: number;
  failed: number;
  sharePpm: number | null;
  /** In which at least one journey was affected. */
  affectedMs: number;
  journeys: JourneyImpact[];
  budgets: BudgetImpact[];
}
