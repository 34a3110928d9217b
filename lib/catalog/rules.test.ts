import { describe, expect, test } from "vitest";
import { moveOne, placeAfter, startOf } from "./rules.ts";

const rows = ["a", "b", "old", "c"].map((id) => ({ id }));
const order = (list: { id: string }[] | null) => list?.map((row) => row.id).join(" ") ?? null;
const isInUse = (row: { id: string }) => row.id !== "old";

describe("the order of components", () => {
  test.each([
    ["b", "up", "b a old c"],
    ["b", "down", "a c old b"],
    ["c", "up", "a c old b"],
    ["a", "up", null],
    ["c", "down", null],
    ["nobody", "up", null],
  ] as const)("%s moved %s gives %s: an archived one keeps its place", (id, direction, expected) => {
    expect(order(moveOne(rows, { id, direction }, isInUse))).toBe(expected);
  });

  test.each([
    ["c", null, "c a b old"],
    ["a", "b", "b a old c"],
    ["a", "c", "b old c a"],
    ["a", "gone meanwhile", "b old c a"],
    ["b", "a", "a b old c"],
  ])("%s put behind %s gives %s", (id, after, expected) => {
    expect(order(placeAfter(rows, id, after))).toBe(expected);
  });
});

test("the instant a component began is kept as long as its day is", () => {
  const exact = Date.UTC(2026, 0, 31, 13, 45);
  expect(startOf("2026-01-31", exact)).toBe(exact);
  expect(startOf("2026-01-30", exact)).toBe(Date.UTC(2026, 0, 30));
  expect(startOf("2026-01-31", null)).toBe(Date.UTC(2026, 0, 31));
});
