import { expect, test } from "vitest";
import { explainFigure, wholeTotalOf } from "./explain.ts";
import { figureOf } from "./measure.ts";
import type { Policy } from "./policy.ts";

const at = Date.UTC(2026, 10, 16);
const events: Policy = { targetPpm: 999_000, window: { kind: "rolling", days: 30 }, method: "occurrences", sliceMinutes: null, sliceTargetPpm: null, noData: "ignore", maintenance: "removed", minimumTraffic: 0 };
const slices: Policy = { ...events, targetPpm: 990_000, window: { kind: "calendar", unit: "month", zone: "UTC" }, method: "timeslices", sliceMinutes: 15, sliceTargetPpm: 950_000 };
const explain = (policy: Policy, counts: { good: number; total: number }) => {
  const figure = figureOf(policy, { at, since: 0, window: undefined, counts, tally: null });
  return explainFigure({ ...figure, wholeTotal: wholeTotalOf(figure, policy) }, policy.targetPpm);
};

test("a figure is explained with its inputs, unrounded, and what is shown of it", () => {
  expect(explain(events, { good: 3_557_865, total: 3_663_253 })).toEqual([
    { of: "attained", formula: "3\u202f557\u202f865 ÷ 3\u202f663\u202f253 × 100 %", unrounded: "97.123103427 %", shown: "97.123 %" },
    { of: "allowed", formula: "3\u202f663\u202f253 × (100 % − 99.9 %)", unrounded: "3663.253000", shown: "3\u202f663" },
    { of: "left", formula: "(3663.253000 − 105\u202f388) ÷ 3663.253000 × 100 %", unrounded: "−2776.896572528 %", shown: "−2776.9 %" },
  ]);
});

test("with slices the budget is of all slices of the window, those to come too", () => {
  const [, allowed, left] = explain(slices, { good: 1_430, total: 1_440 });
  expect([allowed?.formula, allowed?.shown, left?.shown]).toEqual(["2\u202f880 × (100 % − 99 %)", "28", "65.2 %"]);
});

test("nothing counted is nothing to explain", () => {
  expect(explain(events, { good: 0, total: 0 })).toEqual([]);
});
