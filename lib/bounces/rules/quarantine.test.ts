import { describe, expect, test } from "vitest";
import { DAY } from "#lib/core/time";
import { testNow } from "#lib/testing/cast";
import type { ReportKind } from "../terms.ts";
import { afterReport, isInForce, type Quarantine } from "./quarantine.ts";

/** What becomes of an address by reports a day apart; a due retry releases it as the worker does. */
function live(reports: readonly ReportKind[], spacing = DAY): Quarantine | null {
  let state: Quarantine | null = null;
  for (const [index, kind] of reports.entries()) {
    const now = testNow + index * spacing;
    state = afterReport(state, { kind, reason: kind, occurredAt: now }, now) ?? state;
  }
  return state;
}

describe("an address", () => {
  test("that came back for good gets nothing more, and is tried again after a week", () => {
    expect(live(["hard"])).toMatchObject({ kind: "hard_bounce", healedAt: null, retryAt: testNow + 7 * DAY });
  });

  test("that came back again is left alone for longer each time, and in the end for good", () => {
    expect(live(["hard", "hard"])?.retryAt).toBe(testNow + DAY + 30 * DAY);
    expect(live(["hard", "hard", "hard"])?.retryAt).toBe(testNow + 2 * DAY + 90 * DAY);
    expect(live(["hard", "hard", "hard", "hard"])).toMatchObject({ retryAt: null, healedAt: null });
  });

  test("whose mailbox is full goes on hearing until the third failure in a row", () => {
    expect(isInForce(live(["soft"]))).toBe(false);
    expect(isInForce(live(["soft", "soft"]))).toBe(false);
    expect(live(["soft", "soft", "soft"])).toMatchObject({ kind: "soft_bounce", healedAt: null, retryAt: testNow + 3 * DAY });
  });

  test("that took a mail in between starts anew", () => {
    expect(isInForce(live(["soft", "soft", "delivered", "soft", "soft"]))).toBe(false);
    expect(live(["hard", "delivered", "hard"])?.retryAt).toBe(testNow + 2 * DAY + 7 * DAY);
  });

  test("is healed by a mail that was taken later, not by one that left before it came back", () => {
    const hard = live(["hard"]);
    expect(afterReport(hard, { kind: "delivered", reason: "", occurredAt: testNow + 1 }, testNow + 2)).toMatchObject({ healedAt: testNow + 2, bounces: 0 });
    expect(afterReport(hard, { kind: "delivered", reason: "", occurredAt: testNow - 1 }, testNow + 2)).toBeNull();
  });

  test("whose reader complained stays stopped, whatever machines say", () => {
    expect(live(["complaint", "delivered", "soft", "hard"])).toMatchObject({ kind: "complaint", retryAt: null, healedAt: null });
  });

  test("that staff stopped stays stopped, and a complaint is stronger than a full mailbox", () => {
    const manual: Quarantine = { kind: "manual", reason: "asked by phone", bounces: 0, createdAt: testNow, retryAt: null, healedAt: null };
    expect(afterReport(manual, { kind: "hard", reason: "", occurredAt: testNow }, testNow)).toBeNull();
    expect(live(["soft", "complaint"])).toMatchObject({ kind: "complaint", healedAt: null });
  });
});
