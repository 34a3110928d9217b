import ical, { type ICalEventData, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { renderPlainText } from "#lib/core/markdown";
import { MINUTE, SECOND } from "#lib/core/time";
import { xmlCharacters } from "#lib/core/xml-text";
import type { MaintenanceState } from "#lib/maintenance/terms";

/** Planned work as one audience reads it. */
export interface PlannedEvent {
  id: string;
  title: string;
  state: MaintenanceState;
  scheduledFor: number;
  scheduledUntil: number;
  components: readonly string[];
  /** Newest first. */
  updates: readonly { body: string; recordedAt: number }[];
}

export interface EventFacts {
  /** RFC 5545, section 3.8.7.4. */
  sequence: number;
  createdAt: number;
  /** Its readers may still say whether the time suits them. */
  isAsked: boolean;
  url: string;
}

const wordsAtMost = 2_000;
const askAgainMs = 15 * MINUTE;

/** One VEVENT for one planned work: the same UID for ever, in UTC, and the same bytes until something about it changes. */
export function maintenanceEvent(view: PlannedEvent, facts: EventFacts): ICalEventData {
  const changedAt = Math.max(facts.createdAt, ...view.updates.map((update) => update.recordedAt));
  return {
    id: `${view.id}@${new URL(facts.url).hostname}`,
    sequence: facts.sequence,
    start: new Date(view.scheduledFor),
    // Work without an end is an event without length, which some calendars do not show.
    end: new Date(Math.max(view.scheduledUntil, view.scheduledFor + SECOND)),
    stamp: new Date(changedAt),
    created: new Date(facts.createdAt),
    lastModified: new Date(changedAt),
    summary: oneKindOfBreak(view.state === "cancelled" ? `Cancelled: ${view.title}` : view.title),
    description: oneKindOfBreak(wordsOf(view)),
    status: statusOf(view.state, facts.isAsked),
    transparency: ICalEventTransparency.TRANSPARENT,
    url: facts.url,
  };
}

/** RFC 5545, with the name and the pace of RFC 7986 for who subscribes to it. */
export function drawCalendar({ name, description, events }: { name: string; description: string; events: readonly ICalEventData[] }): string {
  const calendar = ical({ name: asText(name), description: asText(description), prodId: { company: "Candor", product: "Planned maintenance", language: "EN" }, method: ICalCalendarMethod.PUBLISH, ttl: askAgainMs / SECOND, events: [...events] });
  return `${calendar.toString()}\r\n`;
}

function wordsOf({ components, updates }: PlannedEvent): string {
  const touches = components.length === 0 ? "" : `Touches ${components.join(", ")}.`;
  const said = renderPlainText(updates[0]?.body ?? "");
  return [touches, said.length > wordsAtMost ? `${said.slice(0, wordsAtMost).toWellFormed()}…` : said].filter((part) => part !== "").join("\n\n");
}

function statusOf(state: MaintenanceState, isAsked: boolean): ICalEventStatus {
  if (state === "cancelled") return ICalEventStatus.CANCELLED;
  return isAsked ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

// The package writes these two as they are. (RFC 5545, section 3.3.11)
function asText(text: string): string {
  return oneKindOfBreak(text).replace(/\s*\n\s*/g, " ").replace(/[\\;,]/g, (mark) => `\\${mark}`);
}

// A lone carriage return or another break of Unicode would end a content line for some readers.
function oneKindOfBreak(text: string): string {
  return xmlCharacters(text).replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(/[\u007f-\u009f]/g, "\ufffd");
}
