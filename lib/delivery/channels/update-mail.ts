import type { FrozenMessage } from "#lib/delivery/terms";
import type { EmailProps } from "#emails/render-email";
import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import { env } from "#lib/platform/env";
import { signLink } from "#lib/platform/signed-link";
import type { IncidentView, UpdateView } from "#lib/status/terms";
import { worstAtPost } from "../rules/affected.ts";
import { loadTemplates, mailHost } from "./personal-mail.ts";
import { subscriberMail } from "./subscriber-mail.ts";

/** Whom one rendering is for: everybody of one audience in one zone reads the same words. */
export interface MailAudience {
  /** Null for the public page. */
  customer: { id: string; slug: string; name: string } | null;
  timeZone: string;
}

export interface MailReader {
  subscriberId: string;
  email: string;
  linkVersion: number;
}

// Stands in the rendered mail where each reader's own links go, so that a template is rendered once an audience, not once a reader.
const place = { manage: "candor-place-of-manage-token", unsubscribe: "candor-place-of-unsubscribe-token" };

/** Renders an update for an audience; the answer makes each reader's own message of it. */
export async function renderUpdateMail(input: { incident: IncidentView; update: UpdateView; audience: MailAudience }): Promise<(reader: MailReader) => FrozenMessage> {
  const { incident, update, audience } = input;
  const { renderEmail } = await loadTemplates();
  const mail = await renderEmail("incident-update", mailProps(input));
  return (reader) => {
    const target = { id: reader.subscriberId, version: reader.linkVersion };
    const unsubscribe = signLink("unsubscribe", target);
    const manage = signLink("manage", target);
    const own = (text: string) => text.replaceAll(place.manage, manage).replaceAll(place.unsubscribe, unsubscribe);
    return subscriberMail(
      {
        to: reader.email,
        from: env.MAIL_FROM,
        host: mailHost(),
        portalName: env.PORTAL_NAME,
        audience: audience.customer?.slug ?? null,
        threadId: incident.id,
        updateId: update.id,
        subscriberId: reader.subscriberId,
        unsubscribeUrl: `${env.APP_URL}/unsubscribe/${unsubscribe}/one-click`,
      },
      { subject: mail.subject, html: own(mail.html), text: own(mail.text) },
    );
  };
}

/** The mail's content for the composer's preview; its links lead nowhere. */
export function mailProps({ incident, update, audience }: { incident: IncidentView; update: UpdateView; audience: MailAudience }): EmailProps["incident-update"] {
  const { customer } = audience;
  const note = customer ? update.notes.find((each) => each.customerId === customer.id) : undefined;
  const isResolved = update.state === "resolved";
  return {
    portalName: env.PORTAL_NAME,
    ...(customer ? { audienceName: customer.name } : {}),
    timeZone: audience.timeZone,
    title: incident.title,
    url: customer ? `${env.APP_URL}/c/${customer.slug}/incidents/${incident.code}` : `${env.APP_URL}/incidents/${incident.code}`,
    state: update.state,
    impact: incident.impact,
    startedAt: incident.startedAt,
    ...(isResolved && incident.resolvedAt !== null ? { resolvedAt: incident.resolvedAt } : {}),
    affected: worstAtPost(incident.impacts, update.occurredAt),
    ...(incident.promiseDueAt !== null && !isResolved ? { nextUpdateDueAt: incident.promiseDueAt } : {}),
    postedAt: update.recordedAt,
    bodyHtml: renderMarkdown(update.body),
    bodyText: renderPlainText(update.body),
    ...(note && customer ? { note: { customerName: customer.name, html: renderMarkdown(note.body), text: renderPlainText(note.body) } } : {}),
    footer: {
      reason: customer ? `You get this because you follow the page of ${customer.name}.` : `You get this because you subscribed to status mails from ${env.PORTAL_NAME}.`,
      stopUrl: `${env.APP_URL}/subscription/${place.manage}?incident=${incident.code}`,
      manageUrl: `${env.APP_URL}/subscription/${place.manage}`,
      unsubscribeUrl: `${env.APP_URL}/unsubscribe/${place.unsubscribe}`,
    },
  };
}
