import { describe, expect, test } from "vitest";
import { feedItems } from "./rules.ts";
import type { FeedIncident, FeedUpdate } from "./terms.ts";

const site = { url: "https://status.northlight.example", incidentUrl: (code: string) => `https://status.northlight.example/incidents/${code}`, zone: "Etc/UTC" };
const update = (id: string, more: Partial<FeedUpdate> = {}): FeedUpdate => ({ id, state: "investigating", body: "Cards **fail**.", note: null, occurredAt: Date.UTC(2026, 5, 18, 18, 9), recordedAt: Date.UTC(2026, 5, 18, 18, 10), isImported: false, ...more });
const incident = (updates: FeedUpdate[], externalUrl: string | null = null): FeedIncident => ({ code: "abc", title: "Card payments are failing", externalUrl, updates });

describe("feed items", () => {
  test("are one a published update, newest first", () => {
    const items = feedItems([incident([update("upd_1"), update("upd_2", { state: "resolved", recordedAt: Date.UTC(2026, 5, 18, 19) })])], site);
    expect(items.map((item) => [item.guid, item.title])).toEqual([
      ["tag:status.northlight.example,2026:update/upd_2", "Resolved: Card payments are failing"],
      ["tag:status.northlight.example,2026:update/upd_1", "Investigating: Card payments are failing"],
    ]);
  });

  test("keep their GUID when the update's words change or others join", () => {
    const [before] = feedItems([incident([update("upd_1")])], site);
    const after = feedItems([incident([update("upd_1", { body: "Corrected." }), update("upd_2")])], site);
    expect(after.map((item) => item.guid)).toContain(before?.guid);
  });

  test("of an imported incident stay the one item that readers know; what is posted here is its own", () => {
    const old = "https://www.githubstatus.com/incidents/abc";
    const items = feedItems([incident([update("u1", { isImported: true }), update("u2", { isImported: true, state: "resolved", occurredAt: Date.UTC(2026, 5, 18, 20) }), update("upd_9", { recordedAt: Date.UTC(2026, 6, 1) })], old)], site);
    expect(items.map(({ guid, isPermaLink }) => [guid, isPermaLink])).toEqual([["tag:status.northlight.example,2026:update/upd_9", false], [old, true]]);
    expect(items[1]?.html.indexOf("<strong>Resolved</strong>")).toBeLessThan(items[1]?.html.indexOf("<strong>Investigating</strong>") ?? 0);
    expect(items[1]?.url).toBe("https://status.northlight.example/incidents/abc");
  });

  test("say state and time in the shape that Statuspage's readers parse, then the words and the reader's note", () => {
    const [item] = feedItems([incident([update("upd_1", { note: "For **Acme**.<script>alert(1)</script>" })])], site);
    expect(item?.html).toBe("<p><small>Jun <var data-var='date'>18</var>, <var data-var='time'>18:09</var> UTC</small><br><strong>Investigating</strong></p>\n<p>Cards <strong>fail</strong>.</p>\n<p>For <strong>Acme</strong>.</p>");
    expect(item?.summary).toBe("Cards fail.");
  });
});
