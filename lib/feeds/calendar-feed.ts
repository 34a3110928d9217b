import ical, { type ICalEventData, ICalCalendarMethod } from "ical-generator";
import { MINUTE, SECOND } from "#lib/core/time";
import { asText } from "./calendar.ts";

const askAgainMs = 15 * MINUTE;

/** RFC 5545, with the name and the pace of RFC 7986 for who subscribes to it. */
export function drawCalendar({ name, description, events }: { name: string; description: string; events: readonly ICalEventData[] }): string {
  const calendar = ical({ name: asText(name), description: asText(description), prodId: { company: "Candor", product: "Planned work", language: "EN" }, method: ICalCalendarMethod.PUBLISH, ttl: askAgainMs / SECOND, events: [...events] });
  return `${calendar.toString()}\r\n`;
}
