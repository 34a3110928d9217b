import { expect, test } from "vitest";
import { Failure } from "../../core/failure.ts";
import { requirePossible } from "./corrections.ts";
import { placed, readImpactLines, readPastPosts, readTyped, withPlaces } from "./verb-forms.ts";

const at = Date.UTC(2026, 10, 2, 13, 5, 42, 123);
const berlin = { timeZone: "Europe/Berlin", known: [at] };

test("a time that was not touched is the very instant the field was filled with, one that was is the minute that is typed", () => {
  expect(readTyped("from:0", "2026-11-02T14:05", berlin)).toBe(at);
  expect(readTyped("from:0", "2026-11-02T14:06", berlin)).toBe(Date.UTC(2026, 10, 2, 13, 6));
  expect(() => readTyped("from:3", "soon", berlin)).toThrow(expect.objectContaining({ code: "invalid", fields: { "from:3": expect.any(String) } }));
});

test("empty lines and those that say not affected are no lines, and the others keep their places", () => {
  const lines = [
    { state: "operational", from: "2026-11-02T14:00", until: "2026-11-02T15:00" },
    { state: "partial_outage", from: "", until: "" },
    { state: "major_outage", from: "2026-11-02T14:05", until: "" },
  ];
  const read = readImpactLines(lines, berlin);
  expect(read).toEqual([{ place: 2, state: "major_outage", from: at, until: null }]);
  expect(() => placed(read, (line) => requirePossible([], line, at + 1))).toThrow(expect.objectContaining({ fields: { "until:2": expect.any(String) } }));
});

test("posts without a time and without words are left out", () => {
  const blank = { state: "resolved", occurredAt: "", body: " ", components: {} };
  expect(readPastPosts([blank, { ...blank, body: "Over.", occurredAt: "2026-11-02T14:05", components: { api: "operational" } }], "UTC")).toEqual([{ place: 1, state: "resolved", body: "Over.", occurredAt: Date.UTC(2026, 10, 2, 14, 5), components: [{ componentId: "api", state: "operational" }] }]);
  expect(() => readPastPosts([{ ...blank, body: "When?" }], "UTC")).toThrow(expect.objectContaining({ fields: { "occurredAt:0": expect.any(String) } }));
});

test("what a command refuses of a line is told at its place in the form", async () => {
  const refuse = async () => { throw new Failure("invalid", "No", { "body:1": "Empty", title: "Empty" }); };
  await expect(withPlaces([0, 4], refuse)).rejects.toMatchObject({ fields: { "body:4": "Empty", title: "Empty" } });
});
