import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { componentStates } from "#lib/catalog/terms";
import { NinetyDayBar } from "./ninety-day-bar.tsx";
import type { MarkState } from "./state-mark.tsx";

const draw = (days: readonly MarkState[]) => renderToStaticMarkup(<NinetyDayBar name="Refunds" days={days} />);
const all: readonly MarkState[] = [...componentStates, "no_data"];
const heights = (html: string) => [...html.matchAll(/v-(\d+)h/g)].map((match) => Number(match[1]));

test("each state has a height of its own, so that the bars read without colour", () => {
  expect(new Set(heights(draw(all))).size).toBe(all.length);
});

test("a worse day is a taller bar", () => {
  const tall = (state: MarkState) => heights(draw([state]))[0] ?? 0;
  const inOrder = componentStates.map(tall);
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
});

test("ninety days cost one path a state, each day drawn once and in its place", () => {
  const days = Array.from({ length: 90 }, (_, day): MarkState => (day === 0 || day === 89 ? "major_outage" : "operational"));
  const html = draw(days);
  expect(html.match(/<path/g)).toHaveLength(2);
  expect(html.match(/M\d+ /g)).toHaveLength(90);
  expect(html).toContain('class="fill-major" d="M0 28v-28h3v28zM356 28');
});

test("who cannot see the bars hears how many days were not well", () => {
  expect(draw(["major_outage", "degraded_performance", "degraded_performance", "operational"])).toContain('aria-label="Refunds: 4 days, 1 with a major outage, 2 with degraded performance, otherwise operational"');
  expect(draw(["operational", "operational"])).toContain("Refunds: 2 days, all operational");
});
