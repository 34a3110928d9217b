import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incidentStates } from "../terms.ts";
import { countReopenings, inOrder, lifecycleOf, requireLegalMove, requireLegalUpdate, type TimelineEntry } from "./state.ts";

const entry = (id: string, state: TimelineEntry["state"], occurredAt: number, recordedAt = occurredAt): TimelineEntry => ({ id, state, occurredAt, recordedAt });
const entries = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 6 }), state: fc.constantFrom(...incidentStates), occurredAt: fc.integer({ min: 0, max: 20 }), recordedAt: fc.integer({ min: 0, max: 20 }) }),
  { minLength: 1, maxLength: 12, selector: (one) => one.id },
);

describe("the state of an incident", () => {
  test("does not depend on the order in which its updates were written down", () => {
    fc.assert(fc.property(entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      expect(lifecycleOf(shuffled)).toEqual(lifecycleOf(list));
    }));
  });

  test("is that of what happened last, also when a correction is recorded later", () => {
    const late = entry("d", "identified", 15, 99);
    const told = [entry("a", "investigating", 10), entry("b", "monitoring", 20), entry("c", "resolved", 30)];
    expect(lifecycleOf([...told, late])).toEqual({ state: "resolved", startedAt: 10, monitoringAt: 20, resolvedAt: 30, lastUpdateAt: 30 });
  });

  test("of two updates for the same instant the one recorded later counts", () => {
    expect(lifecycleOf([entry("a", "resolved", 10, 12), entry("b", "monitoring", 10, 11)]).state).toBe("resolved");
  });

  test("is resolved at its first resolution since it was last open", () => {
    const timeline = [entry("a", "investigating", 1), entry("b", "resolved", 2), entry("c", "investigating", 3), entry("d", "resolved", 4), entry("e", "resolved", 9)];
    expect(lifecycleOf(timeline)).toMatchObject({ resolvedAt: 4, startedAt: 1 });
  });

  test("re-opening clears when it was resolved and when it began to be watched", () => {
    const timeline = [entry("a", "monitoring", 1), entry("b", "resolved", 2), entry("c", "investigating", 3)];
    expect(lifecycleOf(timeline)).toMatchObject({ state: "investigating", resolvedAt: null, monitoringAt: null });
  });

  test("is resolved exactly when it has a time of resolution", () => {
    fc.assert(fc.property(entries, (list) => {
      const { state, resolvedAt, startedAt } = lifecycleOf(list);
      expect(resolvedAt !== null).toBe(state === "resolved");
      expect(startedAt).toBe(Math.min(...list.map((one) => one.occurredAt)));
    }));
  });

  test("cannot be asked of an empty timeline", () => {
    expect(() => lifecycleOf([])).toThrow();
    expect(inOrder([])).toEqual([]);
  });
});

describe("an update joins a timeline", () => {
  const resolved = [entry("a", "investigating", 10), entry("b", "resolved", 20)];

  test("a resolved incident can only be re-opened on purpose", () => {
    const again = { ...entry("c", "investigating", 30), isReopening: false };
    expect(() => requireLegalUpdate(resolved, again)).toThrow(/resolved/);
    expect(() => requireLegalUpdate(resolved, { ...again, isReopening: true })).not.toThrow();
  });

  test("words may be added after the resolution, and before it", () => {
    expect(() => requireLegalUpdate(resolved, { ...entry("c", "resolved", 30), isReopening: false })).not.toThrow();
    expect(() => requireLegalUpdate(resolved, { ...entry("c", "identified", 15, 30), isReopening: false })).not.toThrow();
  });

  test("a back-dated resolution before later open updates is a re-opening too", () => {
    const open = [entry("a", "investigating", 10), entry("b", "identified", 20)];
    expect(() => requireLegalUpdate(open, { ...entry("c", "resolved", 15, 30), isReopening: false })).toThrow();
  });

  test("open states may follow each other in any order", () => {
    fc.assert(fc.property(fc.constantFrom("investigating", "identified", "monitoring", "resolved"), fc.constantFrom("investigating", "identified", "monitoring"), (next, current) => {
      const timeline = [entry("a", current, 1)];
      requireLegalUpdate(timeline, { ...entry("b", next, 2), isReopening: false });
      expect(countReopenings(timeline)).toBe(0);
    }));
  });
});

describe("an update is said to have happened at another time", () => {
  const told = [entry("a", "investigating", 10), entry("b", "identified", 20), entry("c", "resolved", 30)];

  test("but not so that something is wrong again after the resolution", () => {
    expect(() => requireLegalMove(told, { id: "b", occurredAt: 40 })).toThrow(expect.objectContaining({ code: "conflict", fields: { occurredAt: expect.any(String) } }));
    expect(() => requireLegalMove(told, { id: "c", occurredAt: 15 })).toThrow();
    expect(() => requireLegalMove(told, { id: "c", occurredAt: 50 })).not.toThrow();
    expect(() => requireLegalMove(told, { id: "a", occurredAt: 25 })).not.toThrow();
  });

  test("where it was so before, it may stay so", () => {
    const reopened = [...told, entry("d", "investigating", 40)];
    expect(() => requireLegalMove(reopened, { id: "d", occurredAt: 35 })).not.toThrow();
  });
});
