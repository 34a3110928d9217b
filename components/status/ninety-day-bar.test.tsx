import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { componentStates } from "#lib/catalog/terms";
import { NinetyDayBar } from "./ninety-day-bar.tsx";
import type { MarkState } from "./state-mark.tsx";

const draw = (days: readonly MarkState[]) => renderToStaticMarkup(<NinetyDayBar name="Refunds" days={days} />);
const all: readonly MarkState[] = [...componentStates, "no_data"];
const heights = (html: string) => [...html.matchAll(/stroke-width="(\d+)"/g)].map((match) => Number(match[1]));

test("each state has a height of its own, so that the bars read without colour", () => {
  expect(new Set(heights(draw(all))).size).toBe(all.length);
});

test("a worse day is a taller bar", () => {
  const tall = (state: MarkState) => heights(draw([state]))[0] ?? 0;
  const inOrder = componentStates.map(tall);
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
});

test("ninety days cost one path a state, each run of days drawn once, in its place and standing on the same line", () => {
  const days = Array.from({ length: 90 }, (_, day): MarkState => (day === 0 || day === 89 ? "major_outage" : "operational"));
  expect(draw(days)).toContain('<path class="stroke-major" stroke-width="28" d="M0 14h3M356 14h3"></path><path class="stroke-bar-well" stroke-width="9" d="M4 23.5h351"></path>');
});

test("who cannot see the bars hears how many days were not well", () => {
  expect(draw(["major_outage", "degraded_performance", "degraded_performance", "operational"])).toContain('aria-label="Refunds: 4 days, 1 with a major outage, 2 with degraded performance, otherwise operational"');
  expect(draw(["operational", "operational"])).toContain("Refunds: 2 days, all operational");
});
