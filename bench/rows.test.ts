import { expect, test } from "vitest";
import { cellsOf, drawText, type Row, verdictOf } from "./rows.ts";

const row: Row = { what: "/ requests", ours: 50, yardstick: 10_000, unit: "/s", target: { atLeast: 20 } };

test("a figure is held to its target from the right side, the limit included", () => {
  expect(verdictOf(row)).toBe("ok");
  expect(verdictOf({ ...row, ours: 20 })).toBe("ok");
  expect(verdictOf({ ...row, ours: 19.9 })).toBe("missed");
  expect(verdictOf({ ...row, target: { atMost: 40 } })).toBe("missed");
  expect(verdictOf({ ...row, ours: 40, target: { atMost: 40 } })).toBe("ok");
});

test("a share of the yardstick is missed where there is no yardstick", () => {
  expect(verdictOf({ ...row, of: "ratio", target: { atLeast: 0.8 } })).toBe("missed");
  expect(verdictOf({ ...row, of: "ratio", target: { atLeast: 0.005 } })).toBe("ok");
  expect(verdictOf({ ...row, of: "ratio", yardstick: null, target: { atLeast: 0 } })).toBe("missed");
});

test("every row says all six things, and what else was measured", () => {
  expect(cellsOf(row)).toEqual(["/ requests", "50.0 /s", "10000 /s", "0.0050", "≥ 20 /s", "ok", ""]);
  expect(drawText([row]).split("\n")).toHaveLength(2);
});
