import type { Letter } from "#lib/delivery/terms";
import type { EmailProps } from "#emails/render-email";
import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import { env } from "#lib/platform/env";
import type { IncidentView, UpdateView } from "#lib/status/terms";
import { worstAtPost } from "../rules/affected.ts";
import { places } from "./letter.ts";
import { loadTemplates, mailHost } from "./personal-mail.ts";
import { subscriberMail } from "./subscriber-mail.ts";

/** Whom one rendering is for: everybody of one audience in one zone reads the same words. */
export interface MailAudience {
  /** Null for the public page. */
  customer: { id: string; slug: string; name: string } | null;
  timeZone: string;
}

/** An update as everybody of one audience in one zone reads it. */
export async function renderUpdateMail(input: { incident: IncidentView; update: UpdateView; audience: MailAudience }): Promise<Letter> {
  const { incident, update, audience } = input;
  const { renderEmail } = await loadTemplates();
  return subscriberMail(
    {
      from: env.MAIL_FROM,
      host: mailHost(),
      portalName: env.PORTAL_NAME,
      audience: audience.customer?.slug ?? null,
      threadId: incident.id,
      updateId: update.id,
      subscriberId: places.subscriber,
      unsubscribeUrl: `${env.APP_URL}/unsubscribe/${places.unsubscribe}/one-click`,
    },
    await renderEmail("incident-update", mailProps(input)),
  );
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
      stopUrl: `${env.APP_URL}/subscription/${places.manage}?incident=${incident.code}`,
      manageUrl: `${env.APP_URL}/subscription/${places.manage}`,
      unsubscribeUrl: `${env.APP_URL}/unsubscribe/${places.unsubscribe}`,
    },
  };
}
