import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PromiseLine } from "./promise-line.tsx";
import { Timeline, type TimelineUpdate } from "./timeline.tsx";

const at = Date.UTC(2026, 10, 23, 13, 0);
const update: TimelineUpdate = { id: "upd_1", state: "identified", occurredAt: at, recordedAt: at, body: "One link is losing packets." };
const draw = (more: Partial<TimelineUpdate> = {}) => renderToStaticMarkup(<Timeline zone="Europe/Berlin" updates={[{ ...update, ...more }]} />);
const words = (html: string) => html.replace(/<[^>]+>/g, "");

test("an update written down later than it happened says both times", () => {
  expect(words(draw({ recordedAt: at + 20 * 60_000 }))).toContain("Written down 23 Nov 2026, 14:20 CET (13:20 UTC)");
  expect(words(draw())).not.toContain("Written down");
});

test("an edited update opens what it said before", () => {
  const html = draw({ editedAt: at + 60_000, revisions: [{ id: "rev_1", at, body: "Two links are losing packets." }] });
  expect(html).toMatch(/<details[^>]*>.*Edited.*Two links are losing packets\..*<\/details>/s);
  expect(draw()).not.toContain("<details");
});

test("a note is named for whom it is", () => {
  expect(draw({ notes: [{ forName: "Acme Retail", body: "Terminals work." }] })).toContain('aria-label="For Acme Retail"');
});

test("a promise says when, where the reader's clock stands, and how long until then", () => {
  expect(words(renderToStaticMarkup(<PromiseLine dueAt={at} now={at - 12 * 60_000} zone="Europe/Berlin" />))).toBe("Next update due 14:00 CET (13:00 UTC), in 12 min");
});

test("an overdue promise is said to be overdue", () => {
  expect(words(renderToStaticMarkup(<PromiseLine dueAt={at} now={at + 4 * 60_000} zone="UTC" />))).toBe("Next update was due 13:00 UTC, 4 min late");
});
