import fc from "fast-check";
import { expect, test } from "vitest";
import { componentStates } from "../../catalog/terms.ts";
import { incidentStates } from "../terms.ts";
import { componentStatesNow, type ComponentUpdate, impactIntervals } from "./intervals.ts";

const update = (at: number, state: ComponentUpdate["state"], components: Record<string, ComponentUpdate["components"][number]["state"]> = {}, recordedAt = at): ComponentUpdate => ({
  id: `u${at}-${recordedAt}`,
  state,
  occurredAt: at,
  recordedAt,
  components: Object.entries(components).map(([componentId, componentState]) => ({ componentId, state: componentState })),
});

test("resolving returns every touched component to operational", () => {
  expect(impactIntervals([update(10, "investigating", { api: "partial_outage", web: "degraded_performance" }), update(30, "resolved")])).toEqual([
    { componentId: "api", state: "partial_outage", from: 10, until: 30 },
    { componentId: "web", state: "degraded_performance", from: 10, until: 30 },
  ]);
});

test("a component that the resolving update leaves degraded stays so, whatever is added later", () => {
  const timeline = [update(10, "investigating", { api: "major_outage" }), update(30, "resolved", { api: "degraded_performance" }), update(40, "resolved")];
  expect(impactIntervals(timeline)).toEqual([
    { componentId: "api", state: "major_outage", from: 10, until: 30 },
    { componentId: "api", state: "degraded_performance", from: 30, until: null },
  ]);
  expect(componentStatesNow(timeline)).toEqual(new Map([["api", "degraded_performance"]]));
});

test("a change of state ends one interval and begins the next; the same state again does neither", () => {
  const timeline = [update(10, "investigating", { api: "partial_outage" }), update(15, "identified", { api: "partial_outage" }), update(20, "identified", { api: "major_outage" })];
  expect(impactIntervals(timeline)).toEqual([
    { componentId: "api", state: "partial_outage", from: 10, until: 20 },
    { componentId: "api", state: "major_outage", from: 20, until: null },
  ]);
});

test("a re-opened incident gets new intervals, and the time between stays well", () => {
  const timeline = [update(10, "investigating", { api: "partial_outage" }), update(20, "resolved"), update(50, "investigating", { api: "partial_outage" })];
  expect(impactIntervals(timeline).map(({ from, until }) => [from, until])).toEqual([[10, 20], [50, null]]);
});

test("an earlier beginning recorded late moves the beginning", () => {
  const timeline = [update(10, "investigating", { api: "partial_outage" }), update(30, "resolved"), update(5, "investigating", { api: "major_outage" }, 90)];
  expect(impactIntervals(timeline).map(({ state, from, until }) => [state, from, until])).toEqual([["major_outage", 5, 10], ["partial_outage", 10, 30]]);
});

const timelines = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 30 }),
    recordedAt: fc.integer({ min: 0, max: 60 }),
    state: fc.constantFrom(...incidentStates),
    components: fc.dictionary(fc.constantFrom("api", "web"), fc.constantFrom(...componentStates)),
  }),
  { maxLength: 10 },
).map((list) => list.map(({ at, state, components, recordedAt }, index) => ({ ...update(at, state, components, recordedAt), id: `u${index}` })));

test("the intervals of a component never overlap, are never empty, and only the last may be open", () => {
  fc.assert(fc.property(timelines, (timeline) => {
    for (const componentId of ["api", "web"]) {
      const own = impactIntervals(timeline).filter((interval) => interval.componentId === componentId);
      const ends = own.map((interval) => interval.until ?? Number.POSITIVE_INFINITY);
      expect(own.every((interval, index) => interval.state !== "operational" && (ends[index] ?? 0) > interval.from)).toBe(true);
      expect(own.slice(1).every((interval, index) => interval.from >= (ends[index] ?? 0))).toBe(true);
    }
  }));
});

test("the order of writing down does not matter", () => {
  fc.assert(fc.property(timelines.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
    expect(impactIntervals(shuffled)).toEqual(impactIntervals(list));
  }));
});
