import { mailboxMailer, type StoreInMailbox } from "./mailbox.ts";
import type { Mailer } from "./message.ts";
import { resendMailer } from "./resend.ts";
import { smtpMailer } from "./smtp.ts";

export interface MailerSettings {
  RESEND_API_KEY?: string | undefined;
  RESEND_BASE_URL?: string | undefined;
  SMTP_URL?: string | undefined;
}

interface Surroundings {
  now: () => number;
  storeInMailbox: StoreInMailbox;
}

/** The one mailer of this process: Resend when it has a key, else SMTP when it has an address, else the local mailbox. */
export function createMailer({ RESEND_API_KEY, RESEND_BASE_URL, SMTP_URL }: MailerSettings, { now, storeInMailbox }: Surroundings): Mailer {
  if (RESEND_API_KEY !== undefined) return resendMailer({ apiKey: RESEND_API_KEY, now, ...(RESEND_BASE_URL !== undefined && { baseUrl: RESEND_BASE_URL }) });
  if (SMTP_URL !== undefined) return smtpMailer({ url: SMTP_URL, now });
  return mailboxMailer(storeInMailbox);
}
