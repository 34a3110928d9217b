import { ICalCalendar, type ICalEventData, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { renderPlainText } from "#lib/core/markdown";
import type { MaintenanceReplyView, MaintenanceSummary, MaintenanceUpdateView } from "#lib/status/terms";

/** Planned work as a calendar needs it: what its page is made of. Updates newest first. */
export type CalendarWork = MaintenanceSummary & { updates: readonly Pick<MaintenanceUpdateView, "body" | "recordedAt">[]; reply?: MaintenanceReplyView | null };

export interface CalendarFacts {
  /** Its page for this reader. */
  url: string;
  /** The portal's host: with the work's id it makes the UID, the same for every reader and for ever. */
  host: string;
  now: number;
}

/**
 * One VEVENT (RFC 5545, 3.6.1) of planned work. Times are UTC instants, so that no VTIMEZONE is needed. DTSTAMP and LAST-MODIFIED are
 * when it was last written about, not when it was asked for: unchanged work gives the same bytes. SEQUENCE rises with each change of times.
 */
export function maintenanceEvent(work: CalendarWork, { url, host, now }: CalendarFacts): ICalEventData {
  const changedAt = new Date(Math.max(work.createdAt, ...work.updates.map((update) => update.recordedAt)));
  return {
    id: `${work.id}@${host}`,
    start: new Date(work.scheduledFor),
    end: new Date(work.scheduledUntil),
    stamp: changedAt,
    created: new Date(work.createdAt),
    lastModified: changedAt,
    sequence: work.sequence,
    status: statusOf(work, now),
    // Nobody is busy because of it.
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: oneLine(work.title),
    description: descriptionOf(work, url),
    url,
  };
}

/** A calendar of one event, for whoever adds it to their own. */
export function drawEvent(work: CalendarWork, facts: CalendarFacts & { portalName: string }): string {
  return new ICalCalendar({ name: asText(facts.portalName), prodId: { company: "Candor", product: "Planned work", language: "EN" }, events: [maintenanceEvent(work, facts)] }).toString();
}

// Asked and not accepted it may still move.
function statusOf({ state, asksUntil, reply }: CalendarWork, now: number): ICalEventStatus {
  if (state === "cancelled") return ICalEventStatus.CANCELLED;
  const isAsked = state === "scheduled" && asksUntil !== null && asksUntil > now && reply?.answer !== "accept";
  return isAsked ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

// The words it was announced with: what is said later changes the page, not the calendar.
function descriptionOf({ updates, theirComponents, components }: CalendarWork, url: string): string {
  const words = updates.findLast((update) => update.body !== "")?.body ?? "";
  const touched = theirComponents.length > 0 ? theirComponents : components;
  return [plain(renderPlainText(words)), plain(touched.length > 0 ? `Touches ${touched.join(", ")}` : ""), url].filter((part) => part !== "").join("\n\n");
}

/** A value that ical-generator writes as it is, escaped. (RFC 5545, section 3.3.11) */
export function asText(text: string): string {
  return oneLine(text).replace(/[\\;,]/g, (mark) => `\\${mark}`);
}

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, " ").trim();
}

// TEXT of RFC 5545 has no control characters but the line break, and some readers break at those of Unicode too.
function plain(text: string): string {
  return text.toWellFormed().replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
}
