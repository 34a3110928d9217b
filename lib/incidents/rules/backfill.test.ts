import { expect, test } from "vitest";
import { type PastPost, requireOver } from "./backfill.ts";

const now = 100;
const post = (state: PastPost["state"], occurredAt: number, components: PastPost["components"] = []): PastPost => ({ state, occurredAt, components });
const down = [{ componentId: "api", state: "major_outage" as const }];

test.each<[string, PastPost[], string]>([
  ["something to come", [post("resolved", 10), post("resolved", 101)], "occurredAt:1"],
  ["what does not end resolved", [post("resolved", 10), post("monitoring", 20), post("investigating", 5)], "state:1"],
  ["what leaves something down", [post("investigating", 10), post("resolved", 20, down)], "state:1"],
])("%s cannot be written down as over", (_, posts, field) => {
  expect(() => requireOver(posts, now)).toThrow(expect.objectContaining({ code: "invalid", fields: { [field]: expect.any(String) } }));
});

test("what is over can, in whatever order it is written", () => {
  expect(() => requireOver([post("resolved", now), post("investigating", 10, down)], now)).not.toThrow();
});
