import { mailboxMailer, type StoreInMailbox } from "./mailbox.ts";
import type { Mailer, Pace } from "./message.ts";
import { resendMailer } from "./resend.ts";
import { smtpMailer } from "./smtp.ts";

export interface MailerSettings {
  RESEND_API_KEY?: string | undefined;
  RESEND_BASE_URL?: string | undefined;
  SMTP_URL?: string | undefined;
  MAIL_PER_SECOND?: number | undefined;
  BOUNCE_ADDRESS?: string | undefined;
}

interface Surroundings {
  now: () => number;
  storeInMailbox: StoreInMailbox;
  /** A pace shared with whoever else asks this provider. */
  paceOf: (input: { provider: string; perSecond: number }) => Pace;
}

// What Resend allows where nothing else is agreed: https://resend.com/docs/api-reference/rate-limit
const resendPerSecond = 2;

/** The one mailer of this process: Resend when it has a key, else SMTP when it has an address, else the local mailbox. */
export function createMailer({ RESEND_API_KEY, RESEND_BASE_URL, SMTP_URL, MAIL_PER_SECOND, BOUNCE_ADDRESS }: MailerSettings, { now, storeInMailbox, paceOf }: Surroundings): Mailer {
  if (RESEND_API_KEY !== undefined) {
    const perSecond = MAIL_PER_SECOND ?? resendPerSecond;
    const pace = paceOf({ provider: "resend", perSecond });
    return resendMailer({ apiKey: RESEND_API_KEY, now, pace, perSecond, ...(RESEND_BASE_URL !== undefined && { baseUrl: RESEND_BASE_URL }) });
  }
  if (SMTP_URL !== undefined) return smtpMailer({ url: SMTP_URL, now, bounceAddress: BOUNCE_ADDRESS, ...(MAIL_PER_SECOND !== undefined && { pace: paceOf({ provider: "smtp", perSecond: MAIL_PER_SECOND }) }) });
  return mailboxMailer(storeInMailbox);
}
