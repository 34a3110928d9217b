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

export const mailRecords = ["spf", "dkim", "dmarc"] as const;
export type MailRecord = (typeof mailRecords)[number];

export const mailRecordLabels: Record<MailRecord, string> = { spf: "SPF", dkim: "DKIM", dmarc: "DMARC" };

/** One record of a sender's domain: where it stands, what it has to say, and what was found. */
export interface RecordVerdict {
  isRight: boolean;
  sentence: string;
  found: string[];
}

/** What DNS said about a sender's domain; `trouble` in words where it did not answer. */
export interface SenderFinding {
  verdicts: Record<MailRecord, RecordVerdict> | null;
  trouble: string | null;
}
