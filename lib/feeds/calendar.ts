import { type ICalEventData, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { renderPlainText } from "#lib/core/markdown";
import type { MaintenanceSummary } from "#lib/status/terms";

/** Planned work as a calendar needs it: what its page is made of. */
export type CalendarWork = MaintenanceSummary & {
  /** Newest first. */
  updates: readonly { body: string; recordedAt: number }[];
  sequence: number;
  createdAt: number;
  /** Until when its readers are asked whether the time suits them. */
  asksUntil: number | null;
};

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

function statusOf({ state, asksUntil }: CalendarWork, now: number): ICalEventStatus {
  if (state === "cancelled") return ICalEventStatus.CANCELLED;
  return state === "scheduled" && asksUntil !== null && asksUntil > now ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

// The words it was announced with: what is said later changes the page, not the calendar.
function descriptionOf({ updates, components }: CalendarWork, url: string): string {
  const words = updates.findLast((update) => update.body !== "")?.body ?? "";
  return [plain(renderPlainText(words)), plain(components.length > 0 ? `Touches ${components.join(", ")}` : ""), url].filter((part) => part !== "").join("\n\n");
}

function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, " ").trim();
}

// TEXT of RFC 5545 has no control characters but the line break, and some readers break at those of Unicode too.
function plain(text: string): string {
  return text.toWellFormed().replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
}
