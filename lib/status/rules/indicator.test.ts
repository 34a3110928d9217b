import { expect, test } from "vitest";
import type { ComponentState } from "../../catalog/terms.ts";
import { pageStatus, worstState } from "./indicator.ts";

const o = "operational", d = "degraded_performance", p = "partial_outage", m = "major_outage", u = "under_maintenance";

test.each<[ComponentState[], string, string]>([
  [[o, o], "All Systems Operational", "none"],
  [[], "All Systems Operational", "none"],
  [[m, m], "Major System Outage", "critical"],
  [[m], "Major System Outage", "critical"],
  [[m, o], "Partial System Outage", "major"],
  [[m, p, d, u], "Partial System Outage", "major"],
  [[p, p], "Partial System Outage", "major"],
  [[p, o, d], "Minor Service Outage", "minor"],
  [[d, d], "Degraded System Service", "minor"],
  [[d, o, u], "Partially Degraded Service", "minor"],
  [[u, o], "Service Under Maintenance", "none"],
  [[u], "Service Under Maintenance", "none"],
])("components %j read %s", (states, description, indicator) => {
  expect(pageStatus(states, [])).toEqual({ description, indicator });
});

test("an open incident is not all systems operational while every component is", () => {
  expect(pageStatus([o], ["minor"]).description).toBe("Minor Service Outage");
  expect(pageStatus([], ["none", "critical"]).indicator).toBe("critical");
  expect(pageStatus([u], ["major"]).indicator).toBe("major");
  expect(pageStatus([d, o], ["critical"]).description).toBe("Partially Degraded Service");
});

test("maintenance is worse than operational and better than anything wrong", () => {
  expect(worstState([o, u])).toBe(u);
  expect(worstState([u, d])).toBe(d);
  expect(worstState([])).toBe(o);
});
