import { expect, test } from "vitest";
import { componentStates } from "../../catalog/terms.ts";
import { incidentImpacts } from "../terms.ts";
import { impactOf, impactOfRecord, stateOfImpact, worstImpact } from "./impact.ts";

test.each([
  [[], "none"],
  [["operational", "under_maintenance"], "none"],
  [["operational", "degraded_performance"], "minor"],
  [["degraded_performance", "partial_outage"], "major"],
  [["major_outage", "partial_outage"], "critical"],
] as const)("components in %j make the impact %s", (states, impact) => {
  expect(impactOf(states)).toBe(impact);
});

test("an impact and the state that looks like it are each other's inverse", () => {
  for (const impact of incidentImpacts) expect(impactOf([stateOfImpact(impact)])).toBe(impact);
});

test("a worse component never makes a lesser impact", () => {
  const ranks = componentStates.map((state) => incidentImpacts.indexOf(impactOf([state])));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});

test("the worst of several impacts wins", () => {
  expect(worstImpact(["minor", "critical", "none"])).toBe("critical");
  expect(worstImpact([])).toBe("none");
});

test("of a component that was corrected the record counts, of any other what was told, also for a moment only", () => {
  const told = [{ componentId: "api", state: "major_outage" as const }, { componentId: "web", state: "partial_outage" as const }];
  const record = [{ componentId: "api", state: "degraded_performance" as const }];
  expect(impactOfRecord({ told, record, corrected: new Set() })).toBe("critical");
  expect(impactOfRecord({ told, record, corrected: new Set(["api"]) })).toBe("major");
  expect(impactOfRecord({ told, record, corrected: new Set(["api", "web"]) })).toBe("minor");
});
