export const hostStates = ["pending", "verified", "failed"] as const;
export type HostState = (typeof hostStates)[number];

export const hostStateLabels: Record<HostState, string> = { pending: "Not checked yet", verified: "Verified", failed: "Record not found" };

/** What DNS said about a name. */
export interface DnsFinding {
  /** The TXT records at the name of the challenge. */
  texts: string[];
  /** Where the name itself leads: names it is an alias of, else addresses. */
  leadsTo: string[];
  isLedHere: boolean;
  /** Why nothing could be learnt, in words; null where DNS answered. */
  trouble: string | null;
}

/** A verified name and what it shows. */
export interface HostPlace {
  host: string;
  /** Null: the public page. */
  customer: { id: string; slug: string; name: string } | null;
}
