import { expect, test } from "vitest";
import { nextSilence, promiseSentence, promiseStatus, reminderAt } from "./promise.ts";

const MIN = 60_000;
const base = Date.UTC(2026, 10, 23, 13, 0);
const promised = { madeAt: base, dueAt: base + 30 * MIN, settledAt: null };

test.each([
  [0, "pending"],
  [24 * MIN - 1, "pending"],
  [24 * MIN, "due_soon"],
  [30 * MIN, "due_soon"],
  [30 * MIN + 1, "overdue"],
] as const)("%d ms after it was made, an open promise of 30 min is %s", (after, status) => {
  expect(promiseStatus(promised, base + after)).toBe(status);
});

test("a promise is kept to the millisecond, whatever the time now", () => {
  expect(promiseStatus({ ...promised, settledAt: promised.dueAt }, base + 90 * MIN)).toBe("kept");
  expect(promiseStatus({ ...promised, settledAt: promised.dueAt + 1 }, base + 90 * MIN)).toBe("missed");
});

test("a reader is told when to expect the next update, and that it is late", () => {
  const zone = "Europe/Berlin";
  expect(promiseSentence(promised, { now: base + 18 * MIN, zone })).toBe("Next update due 14:30 CET (in 12 min)");
  expect(promiseSentence(promised, { now: base + 34 * MIN, zone })).toBe("Next update was due 14:30 CET (4 min late)");
  expect(promiseSentence({ ...promised, settledAt: base }, { now: base, zone })).toBeNull();
});

test("its author is reminded in the very millisecond in which it becomes due soon", () => {
  const at = reminderAt(promised);
  expect([promiseStatus(promised, at - 1), promiseStatus(promised, at)]).toEqual(["pending", "due_soon"]);
});

test("after news staff are asked four times, each later than the last, then no more", () => {
  const asked = [0, 3, 6, 12, 24].map((askedHours) => nextSilence({ saidAt: base, askedHours })?.hours ?? null);
  expect(asked).toEqual([3, 6, 12, 24, null]);
  expect(nextSilence({ saidAt: base, askedHours: 10 })).toEqual({ hours: 12, at: base + 12 * 60 * MIN });
});
