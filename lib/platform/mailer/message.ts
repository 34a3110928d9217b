/** One mail to one address, ready to leave. It is stored like this, and a retry sends the same bytes. */
export interface MailMessage {
  deliveryId: string;
  to: string;
  /** `Northlight <status@northlight.example>` or a bare address. */
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/**
 * What is sent in one go. The key, the messages and their order are stored before the first call; a retry passes the same batch
 * whole, members that are already out included: providers that know keys then answer instead of sending again.
 */
export interface MailBatch {
  key: string;
  messages: readonly MailMessage[];
  /** Called when its turn has come and it begins to leave: the next batch may be made ready. */
  onLeave?: () => void;
}

/** Waits until the provider may be asked once more; answers 0, or for how many milliseconds it wants to be left in peace. */
export type Pace = () => Promise<number>;

export type MailOutcome = MailSent | MailFailed;

export interface MailSent {
  deliveryId: string;
  outcome: "sent";
  providerId: string;
}

export interface MailFailed {
  deliveryId: string;
  outcome: "failed";
  /** The same bytes would fail again. */
  permanent: boolean;
  /** For staff. Holds no secret. */
  reason: string;
  /** It may have left: it may be asked for again only under the same key, and where there is no key a second copy is possible. */
  unknown: boolean;
  /** Not before this instant. */
  retryAt?: number;
  /** The provider asked us to slow down: pause the channel until `retryAt`, and count no attempt. */
  isThrottled?: boolean;
  /** The provider refuses us, not this message (key, domain, quota, credentials): pause the channel and tell staff. */
  isRefused?: boolean;
}

export interface Mailer {
  provider: "resend" | "smtp" | "mailbox";
  /** Most messages one batch may hold. */
  maxBatch: number;
  /** Whether a retry under the same key within `keyLifetimeMs` can never send twice. */
  isIdempotent: boolean;
  keyLifetimeMs: number;
  /** How many batches of one process may wait for their answers at once. */
  parallel: number;
  /** One outcome a message, in their order. Never throws for what a provider does. */
  send(batch: MailBatch): Promise<MailOutcome[]>;
  close(): Promise<void>;
}
