import type { EmailProps } from "#emails/render-email";
import type { Language } from "#lib/customers/terms";
import { env } from "#lib/platform/env";
import type { IncidentView, UpdateView } from "#lib/status/terms";
import { incidentNotice } from "../rules/notices.ts";
import { footerOf, incidentProps } from "./notice-mail.ts";

/** Whom one rendering is for: everybody of one audience in one zone reads the same words. */
export interface MailAudience {
  /** Null for the public page. */
  customer: { id: string; slug: string; name: string } | null;
  timeZone: string;
  language?: Language;
}

/** The mail's content for the composer's preview; its links lead nowhere. */
export function mailProps({ incident, update, audience }: { incident: IncidentView; update: UpdateView; audience: MailAudience }): EmailProps["incident-update"] {
  const { customer, timeZone, language = "en" } = audience;
  const post = { kind: "incident_update", postId: update.id, storyId: incident.id, isFirst: false, isLast: update.state === "resolved" } as const;
  const notice = incidentNotice({ incident, update, reader: { portalName: env.PORTAL_NAME, portalUrl: env.APP_URL, customer, language, timeZone }, post });
  return { ...incidentProps(notice), footer: footerOf(notice, { stop: `incident=${incident.code}`, isShared: false }) };
}
