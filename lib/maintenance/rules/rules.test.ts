import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../core/time.ts";
import { PlanForm } from "../input.ts";
import { readPlan, readSeries } from "./plan.ts";
import { formatReminders, isOvertaken, readReminders, reminderWords } from "./reminders.ts";
import { horizonOf, noSeries, ruleOf, type SeriesChoices } from "./series.ts";
import { answerReminderAt, canDo, dueStep } from "./state.ts";

const now = Date.UTC(2026, 10, 2, 13);

describe("reminders", () => {
  test.each([["7 d, 24 h, 1 h", [10_080, 1_440, 60]], ["90", [90]], ["1 hour, 30 minutes, 2 days", [2_880, 60, 30]], ["1 h; 60 min", [60]], ["", []]])("%j is read", (text, minutes) => {
    expect(readReminders(text)).toEqual(minutes);
  });

  test.each(["soon", "1 w", "0", "-5 min", "61 d", "1.5 h"])("%j is refused", (text) => {
    expect(readReminders(text)).toBeNull();
  });

  test("are written as they are read", () => {
    for (const list of [[10_080, 1_440, 60], [90, 45], []]) expect(readReminders(formatReminders(list))).toEqual(list);
  });

  test("a later one that is due overtakes an earlier, and the start overtakes all", () => {
    const work = { scheduledFor: now + 30 * MINUTE, reminders: [1_440, 60], now };
    expect([isOvertaken({ ...work, minutes: 1_440 }), isOvertaken({ ...work, minutes: 60 }), isOvertaken({ ...work, minutes: 60, now: now + HOUR })]).toEqual([true, false, true]);
  });

  test("say what is left as people do, though they are written a moment late", () => {
    expect(reminderWords({ scheduledFor: now + DAY, now: now + 900 })).toBe("This work begins in 1 d.");
    expect(reminderWords({ scheduledFor: now + HOUR, now: now + 900 })).toBe("This work begins in 1 h.");
  });
});

describe("states", () => {
  const work = { state: "scheduled" as const, scheduledFor: now, scheduledUntil: now + HOUR, startsItself: true, completesItself: true, overrunAt: null };

  test("the clock takes one step at a time, and only those that it may", () => {
    expect(dueStep(work, now - 1)).toBeNull();
    expect(dueStep(work, now + 2 * HOUR)).toBe("start");
    expect(dueStep({ ...work, state: "verifying" }, now + HOUR)).toBe("complete");
    expect(dueStep({ ...work, state: "in_progress", completesItself: false }, now + HOUR)).toBe("overrun");
    expect(dueStep({ ...work, state: "in_progress", completesItself: false, overrunAt: now }, now + HOUR)).toBeNull();
    expect(dueStep({ ...work, startsItself: false }, now + HOUR)).toBe("overrun");
    for (const state of ["completed", "cancelled"] as const) expect(dueStep({ ...work, state }, now + DAY)).toBeNull();
  });

  test("what is over can only be added to where it took place", () => {
    expect(canDo("completed", "note")).toBe(true);
    expect(canDo("cancelled", "note")).toBe(false);
    expect(canDo("completed", "cancel")).toBe(false);
  });

  test("who has not answered is asked again a day before the end, or half way", () => {
    expect(answerReminderAt({ askedAt: now, asksUntil: now + 10 * DAY })).toBe(now + 9 * DAY);
    expect(answerReminderAt({ askedAt: now, asksUntil: now + 10 * HOUR })).toBe(now + 5 * HOUR);
  });
});

describe("plain choices", () => {
  const first = { firstAt: Date.UTC(2026, 10, 29, 1), timeZone: "Europe/Berlin" };
  const chosen = (changes: Partial<SeriesChoices>) => ruleOf({ ...noSeries, repeat: "weekly", ...changes }, first);

  test.each([
    [{}, "FREQ=WEEKLY;BYDAY=SU"],
    [{ days: ["WE", "MO"], every: "2" }, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"],
    [{ repeat: "daily" as const }, "FREQ=DAILY"],
    [{ repeat: "monthly_day" as const }, "FREQ=MONTHLY;BYMONTHDAY=29"],
    // The 29th is in the last week of its month.
    [{ repeat: "monthly_weekday" as const }, "FREQ=MONTHLY;BYDAY=-1SU"],
    [{ ends: "count" as const, count: "6" }, "FREQ=WEEKLY;BYDAY=SU;COUNT=6"],
    [{ ends: "until" as const, until: "2027-03-01" }, "FREQ=WEEKLY;BYDAY=SU;UNTIL=20270301T225959Z"],
    [{ repeat: "rule" as const, rrule: "RRULE:FREQ=YEARLY" }, "FREQ=YEARLY"],
  ])("%j are the rule %s", (changes, rrule) => {
    expect(chosen(changes)).toEqual({ rrule });
  });

  test.each([
    [{ every: "0" }, "every"],
    [{ ends: "count" as const, count: "" }, "count"],
    [{ ends: "until" as const, until: "" }, "until"],
    [{ ends: "until" as const, until: "2026-11-01" }, "until"],
    [{ repeat: "rule" as const, rrule: "FREQ=SECONDLY" }, "rrule"],
  ])("%j are refused under %s", (changes, field) => {
    expect(chosen(changes)).toMatchObject({ refusal: expect.any(String), field });
  });

  test("occurrences become work as early as somebody is reminded or asked", () => {
    expect(horizonOf({ reminders: [60], asksBeforeMs: null })).toBe(8 * DAY);
    expect(horizonOf({ reminders: [14 * 1_440], asksBeforeMs: null })).toBe(15 * DAY);
    expect(horizonOf({ reminders: [], asksBeforeMs: 5 * DAY })).toBe(12 * DAY);
  });
});

describe("the planner's form", () => {
  const form = (changes: Record<string, unknown> = {}) => PlanForm.parse({ title: "Upgrade", body: "Words", starts: "2026-11-29T02:00", ends: "2026-11-29T03:00", visibility: "public", customers: "cus_1", reminders: "1 h", ...changes });
  const author = { timeZone: "Europe/Berlin", now };

  test("is read on its author's clock, and what is not sent is off", () => {
    expect(readPlan(form(), author)).toMatchObject({ scheduledFor: Date.UTC(2026, 10, 29, 1), scheduledUntil: Date.UTC(2026, 10, 29, 2), customerIds: [], componentIds: [], asksUntil: null, reminders: [60], startsItself: false });
    expect(readSeries(form(), { firstAt: 0, timeZone: "UTC" })).toBeNull();
  });

  test.each([[{ starts: "" }, "starts"], [{ ends: "soon" }, "ends"], [{ asks: "x" }, "asks"], [{ reminders: "soon" }, "reminders"], [{ starts: "2027-03-28T02:30" }, "starts"]])("%j is refused under %s", (changes, field) => {
    expect(() => readPlan(form(changes), author)).toThrow(expect.objectContaining({ code: "invalid", fields: { [field]: expect.any(String) } }) as Error);
  });
});
