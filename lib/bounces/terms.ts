/** Why nothing is sent to an address any more. */
export const suppressionKinds = ["hard_bounce", "soft_bounce", "complaint", "manual"] as const;
export type SuppressionKind = (typeof suppressionKinds)[number];

/** Who tells what became of a mail after it had left; `sending`: the server that would not take it. */
export const reporters = ["resend", "ses", "dsn", "sending"] as const;
export type Reporter = (typeof reporters)[number];

/** hard: the address does not take mail; soft: not now; complaint: its reader called it spam; delivered: it was taken. */
export const reportKinds = ["hard", "soft", "complaint", "delivered"] as const;
export type ReportKind = (typeof reportKinds)[number];

export interface MailReport {
  reporter: Reporter;
  /** The reporter's own id of the event, with the address where one event is about several. */
  externalId: string;
  kind: ReportKind;
  email: string;
  /** What the provider called the message when it took it, or its Message-ID; null where the report names neither. */
  providerId: string | null;
  reason: string;
  occurredAt: number;
}

export const reportWords: Record<ReportKind, string> = { hard: "Came back for good", soft: "Came back for now", complaint: "Called spam by its reader", delivered: "Taken by the reader’s server" };

export const suppressionWords: Record<SuppressionKind, string> = { hard_bounce: "The address does not take mail", soft_bounce: "The mailbox could not take mail, several times", complaint: "The reader called a mail spam", manual: "Stopped by staff" };
