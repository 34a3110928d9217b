import { expect, test } from "vitest";
import { incidentImpacts, visibilities } from "../terms.ts";
import { defaultRules, isApprovalNeeded, isReviewNeeded } from "./approval.ts";

const all = visibilities.flatMap((visibility) => incidentImpacts.map((impact) => ({ visibility, impact })));

test("without rules nobody is asked, and a post-mortem is read by a second person", () => {
  expect(all.filter((incident) => isApprovalNeeded(defaultRules, incident))).toEqual([]);
  expect(all.every((incident) => isReviewNeeded(defaultRules, incident))).toBe(true);
});

test("either rule asks for a second person, and what only staff see asks for nobody", () => {
  const rules = { isReviewNeeded: false, visibilities: ["public", "internal"], impacts: ["critical"] } as const;
  const needed = all.filter((incident) => isApprovalNeeded(rules, incident));
  expect(needed).toEqual(all.filter(({ visibility, impact }) => visibility === "public" || (impact === "critical" && visibility !== "internal")));
  expect(all.filter((incident) => isReviewNeeded(rules, incident))).toEqual(needed);
});
