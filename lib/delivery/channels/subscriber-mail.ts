import type { Letter } from "#lib/delivery/terms";
import type { RenderedEmail } from "#emails/render-email";
import { mailHeaders, mailId } from "#lib/platform/mailer/headers";
import { formatSender, parseSender, type Sender } from "#lib/platform/mailer/sender";

export interface SubscriberMail {
  /** MAIL_FROM as configured. */
  from: string;
  /** Stands in every id: `mailHost()`. */
  host: string;
  portalName: string;
  /** The customer's slug, or null on the public page: a list of its own each, so that people can filter. */
  audience: string | null;
  /** What the mails of one story thread under: the id of the incident or maintenance. A digest has none. */
  threadId?: string;
  updateId: string;
  subscriberId: string;
  unsubscribeUrl: string;
  /** Read by several people: `unsubscribeUrl` is a page. */
  isShared?: boolean;
}

/** A mail to subscribers: threaded with the other mails of its incident, and stopped with one click. */
export function subscriberMail(mail: SubscriberMail, rendered: RenderedEmail): Letter {
  const { from, host, portalName, audience, threadId, updateId, subscriberId, unsubscribeUrl, isShared = false } = mail;
  const headers = mailHeaders({
    messageId: mailId(host, updateId, subscriberId),
    ...(threadId === undefined ? {} : { threadId: mailId(host, threadId) }),
    list: { id: audience === null ? `status.${host}` : `${audience}.status.${host}`, name: audience === null ? portalName : `${portalName} (${audience})`, unsubscribeUrl, isShared },
  });
  return { from: formatSender(named(parseSender(from), portalName)), subject: rendered.subject, html: rendered.html, text: rendered.text, headers };
}

function named({ name, address }: Sender, portalName: string): Sender {
  return { name: name === "" ? portalName : name, address };
}
