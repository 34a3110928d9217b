import { expect, test } from "vitest";
import { nextSpan, pauseMs } from "./schedule.ts";

const ask = (changes: Partial<Parameters<typeof nextSpan>[0]>) => nextSpan({ readThrough: 9_990, minute: 10_001, mostMinutes: 1_440, keptFrom: 0, ...changes });

test("the last quarter hour is read again each time, and the last day once an hour", () => {
  expect(ask({})).toEqual({ from: 9_985, until: 10_000 });
  expect(ask({ readThrough: null })).toEqual({ from: 9_985, until: 10_000 });
  expect(ask({ minute: 10_020, readThrough: 10_010 })).toEqual({ from: 10_019 - 1_440, until: 10_019 });
});

test("a gap is filled from its beginning, a question at a time, and not from before minutes are kept", () => {
  expect(ask({ readThrough: 5_000 })).toEqual({ from: 4_985, until: 4_985 + 1_440 });
  expect(ask({ readThrough: 9_000 })).toEqual({ from: 8_985, until: 10_000 });
  expect(ask({ readThrough: 100, keptFrom: 9_500 })).toEqual({ from: 9_500, until: 10_000 });
  let readThrough = 2_000;
  for (let round = 0; round < 20 && readThrough < 10_000; round++) readThrough = ask({ readThrough }).until;
  expect(readThrough).toBe(10_000);
});

test("a failing source is asked less and less", () => expect([0, 90_000, 10 * 60_000, 60 * 60_000].map(pauseMs)).toEqual([60_000, 90_000, 600_000, 900_000]));
