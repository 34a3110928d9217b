import { expect, test } from "@playwright/test";
import { categories, judge, listVisits, withBrowser } from "../bench/lighthouse.ts";

// How fast a page is depends on the machine: `npm run bench` measures that.
const ofAnyMachine = categories.filter((category) => category !== "performance");

test("Lighthouse has nothing to say against the public, a customer's and an incident's page, but for their speed @once", async ({ baseURL }) => {
  await withBrowser(async (port) => {
    for (const visit of await listVisits(baseURL ?? "")) {
      for (const [category, { score, findings }] of await judge({ ...visit, port, formFactor: "mobile", of: ofAnyMachine })) {
        expect(score, `${visit.name}, ${category}: ${findings.join("; ")}`).toBeGreaterThanOrEqual(95);
      }
    }
  });
});
