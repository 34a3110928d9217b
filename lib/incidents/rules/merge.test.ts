import { describe, expect, test } from "vitest";
import { carriedStates, type Mergeable, requireMergeable } from "./merge.ts";

const open: Mergeable = { id: "a", state: "identified", endedAs: null };
const other: Mergeable = { id: "b", state: "investigating", endedAs: null };
const over: Mergeable = { id: "c", state: "resolved", endedAs: null };

describe("a merge is refused", () => {
  test.each<[string, Mergeable, Mergeable, string]>([
    ["into itself", open, { ...open }, "invalid"],
    ["into what was merged itself, and so in a circle", open, { ...over, endedAs: "merged" }, "invalid"],
    ["into a false alarm", open, { ...over, endedAs: "false_alarm" }, "invalid"],
    ["of what goes on into what is over", open, over, "invalid"],
    ["of what was merged already", { ...over, endedAs: "merged" }, open, "conflict"],
    ["of a false alarm", { ...over, endedAs: "false_alarm" }, open, "conflict"],
  ])("%s", (_, source, target, code) => {
    expect(() => requireMergeable(source, target)).toThrow(expect.objectContaining({ code }));
  });

  test("but not of what goes on into what goes on, nor of what is over into either", () => {
    for (const [source, target] of [[open, other], [over, open], [over, { ...over, id: "d" }]] as const) expect(() => requireMergeable(source, target)).not.toThrow();
  });
});

test("what is held down goes over in the worse of the two states, and nothing else does", () => {
  const source = new Map([["api", "partial_outage"], ["web", "operational"], ["pay", "degraded_performance"]] as const);
  const target = new Map([["api", "degraded_performance"], ["pay", "major_outage"], ["log", "major_outage"]] as const);
  expect(carriedStates(source, target)).toEqual(new Map([["api", "partial_outage"], ["pay", "major_outage"]]));
});
