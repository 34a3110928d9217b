import type { EmailProps } from "#emails/render-email";
import type { IncidentState } from "#lib/incidents/terms";
import { renderMarkdown, renderPlainText } from "#lib/core/markdown";
import type { Language } from "#lib/customers/terms";
import { inLanguage } from "#lib/language/rules/addresses";
import { env } from "#lib/platform/env";
import type { Letter, Notice } from "../terms.ts";
import { places } from "./letter.ts";
import { loadTemplates, mailHost } from "./personal-mail.ts";
import { subscriberMail } from "./subscriber-mail.ts";

/** A post as everybody of one audience, language and zone reads it. */
export async function renderNoticeMail(notice: Notice, { isShared }: { isShared: boolean }): Promise<Letter> {
  const { customer, storyId, postId, portalName } = notice;
  const page = `${env.APP_URL}/unsubscribe/${places.unsubscribe}`;
  const envelope = { from: notice.from ?? env.MAIL_FROM, host: mailHost(), portalName, audience: customer?.slug ?? null, threadId: storyId, updateId: postId, subscriberId: places.subscriber };
  return subscriberMail({ ...envelope, unsubscribeUrl: isShared ? page : `${page}/one-click`, isShared }, await renderTemplate(notice, isShared));
}

async function renderTemplate(notice: Notice, isShared: boolean) {
  const { renderEmail } = await loadTemplates();
  switch (notice.kind) {
    case "incident_update": return renderEmail("incident-update", { ...incidentProps(notice), footer: footerOf(notice, { stop: stopOf(notice), isShared }) });
    case "maintenance_update": return renderEmail("maintenance-update", { ...maintenanceProps(notice), footer: footerOf(notice, { stop: "stop=maintenance", isShared }) });
    case "announcement": return renderEmail("announcement", { ...announcementProps(notice), footer: footerOf(notice, { stop: "stop=announcements", isShared }) });
    case "postmortem": return renderEmail("postmortem", { ...postmortemProps(notice), footer: footerOf(notice, { stop: stopOf(notice), isShared }) });
    case "statement":
    case "test": throw new Error(`A mail of the kind ${notice.kind} is no post.`);
  }
}

export function incidentProps(notice: Notice): Omit<EmailProps["incident-update"], "footer"> {
  const { title, url, impact, affected, occurredAt, startedAt, endedAt, nextUpdateDueAt, postedAt } = notice;
  return {
    ...common(notice),
    title,
    url,
    state: incidentState(notice),
    impact,
    startedAt: startedAt ?? occurredAt,
    ...(endedAt === null ? {} : { resolvedAt: endedAt }),
    affected,
    ...(nextUpdateDueAt === null ? {} : { nextUpdateDueAt }),
    postedAt,
    ...(notice.measured ? { measured: notice.measured } : {}),
    ...noteOf(notice),
  };
}

function maintenanceProps(notice: Notice): Omit<EmailProps["maintenance-update"], "footer"> {
  const { title, url, state, news = "note", affected, occurredAt, earlierFor, earlierUntil } = notice;
  const startsAt = notice.scheduledFor ?? occurredAt;
  const endsAt = notice.scheduledUntil ?? startsAt;
  const isOfMaintenance = state === "scheduled" || state === "in_progress" || state === "verifying" || state === "completed" || state === "cancelled";
  const earlier = typeof earlierFor === "number" || typeof earlierUntil === "number" ? { earlier: { startsAt: earlierFor ?? startsAt, endsAt: earlierUntil ?? endsAt } } : {};
  return { ...common(notice), title, url, state: isOfMaintenance ? state : "scheduled", news, startsAt, endsAt, ...earlier, affected: affected.map((each) => each.name), ...noteOf(notice) };
}

function announcementProps(notice: Notice): Omit<EmailProps["announcement"], "footer"> {
  const { title, url, occurredAt, scheduledFor, scheduledUntil, affected } = notice;
  return { ...common(notice), title, url, beginsAt: scheduledFor ?? occurredAt, ...(scheduledUntil === null ? {} : { endsAt: scheduledUntil }), affected: affected.map((each) => each.name) };
}

function postmortemProps(notice: Notice): Omit<EmailProps["postmortem"], "footer"> {
  const { title, url, occurredAt, startedAt, endedAt } = notice;
  return { ...common(notice), title, url, startedAt: startedAt ?? occurredAt, ...(endedAt === null ? {} : { resolvedAt: endedAt }), ...noteOf(notice) };
}

function common({ portalName, language, timeZone, customer, body, brand }: Notice) {
  return { portalName, language, timeZone, ...(brand ? { brand } : {}), ...(customer ? { audienceName: customer.name } : {}), bodyHtml: renderMarkdown(body), bodyText: renderPlainText(body) };
}

export function noteOf({ note, customer }: Notice) {
  return note !== null && customer ? { note: { customerName: customer.name, html: renderMarkdown(note), text: renderPlainText(note) } } : {};
}

export function incidentState({ state }: Notice): IncidentState {
  return state === "investigating" || state === "identified" || state === "monitoring" || state === "resolved" ? state : "investigating";
}

function stopOf({ url }: Notice): string {
  return `incident=${url.slice(url.lastIndexOf("/") + 1)}`;
}

/** Links with places for each reader's own; `stop` says which end the page shall offer. */
export function footerOf({ customer, language, portalName }: Pick<Notice, "customer" | "language" | "portalName">, { stop, isShared }: { stop: string; isShared: boolean }) {
  return {
    reason: reasons[language]({ customer, portalName, isShared }),
    stopUrl: `${env.APP_URL}${inLanguage(`/subscription/${places.manage}`, language)}?${stop}`,
    manageUrl: `${env.APP_URL}${inLanguage(`/subscription/${places.manage}`, language)}`,
    unsubscribeUrl: `${env.APP_URL}${inLanguage(`/unsubscribe/${places.unsubscribe}`, language)}`,
    isShared,
  };
}

interface Why {
  customer: Notice["customer"];
  portalName: string;
  isShared: boolean;
}

const reasons: Record<Language, (why: Why) => string> = {
  en: ({ customer, portalName, isShared }) => (isShared ? `This mailbox gets status mails from ${portalName}, and several people read it.` : customer ? `You get this because you follow the page of ${customer.name}.` : `You get this because you subscribed to status mails from ${portalName}.`),
  de: ({ customer, portalName, isShared }) => (isShared ? `Dieses Postfach bekommt Statusmails von ${portalName}, und mehrere lesen es.` : customer ? `Sie bekommen dies, weil Sie der Seite von ${customer.name} folgen.` : `Sie bekommen dies, weil Sie Statusmails von ${portalName} abonniert haben.`),
};
