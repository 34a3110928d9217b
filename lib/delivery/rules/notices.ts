import type { Language } from "../../core/language.ts";
import { impactSentence } from "../../impact/rules/words.ts";
import type { IncidentImpact as OwnImpact } from "../../impact/terms.ts";
import { wordsIn } from "../../incidents/rules/timeline.ts";
import { inLanguage } from "../../language/rules/addresses.ts";
import { phrase } from "../../language/rules/say.ts";
import type { MaintenanceUpdateKind } from "../../maintenance/terms.ts";
import type { IncidentView, MaintenanceUpdateView, MaintenanceView, UpdateView } from "../../status/terms.ts";
import type { Notice } from "../terms.ts";
import { worstAtPost } from "./affected.ts";

interface Read {
  reader: Pick<Notice, "portalName" | "customer" | "language" | "timeZone" | "brand" | "from"> & { portalUrl: string };
  post: { kind: Notice["kind"]; postId: string; storyId: string; isFirst: boolean; isLast: boolean };
}

/** An incident's update, or its post-mortem, as one reader's page says it. */
export function incidentNotice({ incident, update, own = null, reader, post }: Read & { incident: IncidentView; update: UpdateView; own?: OwnImpact | null }): Notice {
  const isOver = update.state === "resolved";
  const note = reader.customer && update.notes.find((each) => each.customerId === reader.customer?.id);
  return {
    ...common({ reader, post }),
    title: incident.title,
    url: pageOf(reader, `incidents/${incident.code}`),
    state: update.state,
    impact: incident.impact,
    affected: worstAtPost(incident.impacts, update.occurredAt),
    startedAt: incident.startedAt,
    endedAt: isOver || post.kind === "postmortem" ? incident.resolvedAt : null,
    nextUpdateDueAt: isOver ? null : incident.promiseDueAt,
    occurredAt: update.occurredAt,
    postedAt: update.recordedAt,
    body: bodyIn(update, reader.language),
    note: note ? note.body : null,
    measured: own && reader.customer?.id === own.customerId ? impactSentence(own, reader.language) : null,
  };
}

// Mails are in the language that their reader chose, whatever the page was read in that they are made of.
function bodyIn(update: UpdateView, language: Language): string {
  const { body, translated } = wordsIn(update, language);
  return translated?.isOlder ? `${body}\n\n*${phrase("This translation is older than the original, which has been changed since.", {}, language)}*` : body;
}

/** A maintenance's update as one reader's page says it, with the times it changed. */
export function maintenanceNotice({ maintenance, update, told, reader, post }: Read & { maintenance: MaintenanceView; update: MaintenanceUpdateView; told: { kind: MaintenanceUpdateKind; earlierFor: number | null; earlierUntil: number | null } }): Notice {
  return {
    ...common({ reader, post }),
    title: maintenance.title,
    url: pageOf(reader, `maintenance/${maintenance.code}`),
    state: update.state,
    affected: maintenance.components.map((name) => ({ name, state: update.state === "in_progress" || update.state === "verifying" ? "under_maintenance" : "operational" })),
    startedAt: maintenance.startedAt,
    endedAt: post.isLast ? (maintenance.completedAt ?? update.occurredAt) : null,
    scheduledFor: maintenance.scheduledFor,
    scheduledUntil: maintenance.scheduledUntil,
    occurredAt: update.occurredAt,
    postedAt: update.recordedAt,
    body: update.body,
    news: told.kind,
    earlierFor: told.earlierFor,
    earlierUntil: told.earlierUntil,
  };
}

interface AnnouncementWords {
  code: string;
  title: string;
  body: string;
  beginsAt: number;
  endsAt: number | null;
  components: readonly string[];
}

export function announcementNotice({ announcement, reader, post }: Read & { announcement: AnnouncementWords }): Notice {
  return {
    ...common({ reader, post }),
    title: announcement.title,
    url: pageOf(reader, `announcements/${announcement.code}`),
    affected: announcement.components.map((name) => ({ name, state: "operational" })),
    scheduledFor: announcement.beginsAt,
    scheduledUntil: announcement.endsAt,
    occurredAt: announcement.beginsAt,
    postedAt: announcement.beginsAt,
    body: announcement.body,
  };
}

function common({ reader, post }: Read) {
  const { portalName, customer, language, timeZone, brand, from } = reader;
  const { kind, postId, storyId, isFirst, isLast } = post;
  const none = { state: null, impact: "none", startedAt: null, endedAt: null, scheduledFor: null, scheduledUntil: null, nextUpdateDueAt: null, note: null } as const;
  return { ...none, from, kind, storyId, postId, portalName, customer, language, timeZone, ...(brand ? { brand } : {}), isFirst, isLast };
}

function pageOf({ portalUrl, customer, language }: Read["reader"], path: string): string {
  return `${portalUrl}${inLanguage(customer ? `/c/${customer.slug}/${path}` : `/${path}`, language)}`;
}
