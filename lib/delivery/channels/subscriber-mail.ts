import type { RenderedEmail } from "#emails/render-email";
import { parseEmailAddress } from "#lib/core/email-address";
import { headerText, mailHeaders, mailId } from "#lib/platform/mailer/headers";
import type { MailMessage } from "#lib/platform/mailer/message";
import { formatSender, parseSender, type Sender } from "#lib/platform/mailer/sender";

export interface SubscriberMail {
  deliveryId: string;
  to: string;
  /** MAIL_FROM as configured. */
  from: string;
  /** The portal's own address; its host stands in every id. */
  appUrl: string;
  portalName: string;
  /** The customer's slug, or null on the public page: a list of its own each, so that people can filter. */
  audience: string | null;
  /** What the mails of one story thread under: the id of the incident or maintenance. */
  threadId: string;
  updateId: string;
  subscriberId: string;
  unsubscribeUrl: string;
}

/** A mail to a subscriber: threaded with the other mails of its incident, and stopped with one click. */
export function subscriberMail(mail: SubscriberMail, rendered: RenderedEmail): MailMessage {
  const { deliveryId, to, from, portalName, audience, threadId, updateId, subscriberId, unsubscribeUrl, appUrl } = mail;
  if (parseEmailAddress(to) !== to) throw new Error(`Delivery ${deliveryId} is not addressed to one plain address.`);
  const host = mailHost(appUrl);
  const headers = mailHeaders({
    messageId: mailId(host, updateId, subscriberId),
    threadId: mailId(host, threadId),
    list: { id: audience === null ? `status.${host}` : `${audience}.status.${host}`, name: audience === null ? portalName : `${portalName} (${audience})`, unsubscribeUrl },
  });
  return { deliveryId, to, from: formatSender(named(parseSender(from), portalName)), subject: headerText(rendered.subject), html: rendered.html, text: rendered.text, headers };
}

function named({ name, address }: Sender, portalName: string): Sender {
  return { name: name === "" ? portalName : name, address };
}

// An id's right side is a name, never a port; mail programs also distrust bare names.
function mailHost(appUrl: string): string {
  const { hostname } = new URL(appUrl);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname) ? hostname : "portal.invalid";
}
