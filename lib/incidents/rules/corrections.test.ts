import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { componentStates } from "../../catalog/terms.ts";
import { incidentStates } from "../terms.ts";
import { type Correction, differences, overlay, type Piece, requirePossible, withoutImpact } from "./corrections.ts";
import { type ComponentUpdate, impactIntervals, type ImpactInterval } from "./intervals.ts";

const now = 100;
const state = fc.constantFrom(...componentStates);
const span = fc.record({ state, from: fc.integer({ min: 0, max: 80 }), length: fc.integer({ min: 0, max: 20 }) }).map(({ state: is, from, length }) => ({ state: is, from, until: from + length }));
const corrections = fc.array(fc.record({ componentId: fc.constantFrom("api", "web"), spans: fc.array(span, { maxLength: 4 }) }), { maxLength: 4 });
const timeline: fc.Arbitrary<ComponentUpdate[]> = fc
  .array(fc.record({ at: fc.integer({ min: 0, max: now }), is: fc.constantFrom(...incidentStates), components: fc.dictionary(fc.constantFrom("api", "web"), state) }), { maxLength: 8 })
  .map((list) => list.map(({ at, is, components }, index) => ({ id: `u${index}`, state: is, occurredAt: at, recordedAt: at, components: Object.entries(components).map(([componentId, its]) => ({ componentId, state: its })) })));
const told = timeline.map((updates) => impactIntervals(updates));

const stateAt = (intervals: readonly ImpactInterval[], componentId: string, at: number) => intervals.find((each) => each.componentId === componentId && each.from <= at && at < (each.until ?? Number.POSITIVE_INFINITY))?.state ?? "operational";
const lineOf = (intervals: readonly ImpactInterval[], id: string): Piece[] => intervals.filter((each) => each.componentId === id).map(({ state: is, from, until }) => ({ state: is, from, until }));

describe("corrections laid over what a timeline tells", () => {
  test("each instant reads as the last correction that speaks of it says, and else as told", () => {
    fc.assert(fc.property(told, corrections, (intervals, laid) => {
      const record = overlay(intervals, laid);
      for (const id of ["api", "web"]) {
        for (let at = 0; at <= now; at += 1) {
          const said = laid.flatMap((each) => (each.componentId === id ? each.spans : [])).findLast((each) => each.from <= at && at < each.until);
          expect(stateAt(record, id, at)).toBe(said?.state ?? stateAt(intervals, id, at));
        }
      }
    }));
  });

  test("never overlap, are never empty, never say operational, and only the last of a component may be open", () => {
    fc.assert(fc.property(told, corrections, (intervals, laid) => {
      for (const id of ["api", "web"]) {
        const own = lineOf(overlay(intervals, laid), id).toSorted((a, b) => a.from - b.from);
        const ends = own.map((each) => each.until ?? Number.POSITIVE_INFINITY);
        expect(own.every((each, index) => each.state !== "operational" && (ends[index] ?? 0) > each.from)).toBe(true);
        expect(own.slice(1).every((each, index) => each.from >= (ends[index] ?? 0))).toBe(true);
      }
    }));
  });

  test("twice are the same as once", () => {
    fc.assert(fc.property(told, corrections, (intervals, laid) => {
      const once = overlay(intervals, laid);
      const sort = (list: ImpactInterval[]) => list.toSorted((a, b) => (a.componentId < b.componentId ? -1 : a.componentId > b.componentId ? 1 : a.from - b.from));
      expect(sort(overlay(once, laid))).toEqual(sort(once));
    }));
  });

  test("leave what an update tells later as it is", () => {
    const later = fc.record({ is: fc.constantFrom(...incidentStates), components: fc.dictionary(fc.constantFrom("api", "web"), state) });
    fc.assert(fc.property(timeline, corrections, later, (updates, laid, { is, components }) => {
      const post: ComponentUpdate = { id: "z", state: is, occurredAt: now, recordedAt: now, components: Object.entries(components).map(([componentId, its]) => ({ componentId, state: its })) };
      const intervals = impactIntervals([...updates, post]);
      for (const id of ["api", "web"]) for (const at of [now, now + 50]) expect(stateAt(overlay(intervals, laid), id, at)).toBe(stateAt(intervals, id, at));
    }));
  });

  test("of none the record is what the timeline tells", () => {
    fc.assert(fc.property(told, (intervals) => {
      expect(overlay(intervals, [])).toEqual(intervals);
    }));
  });
});

describe("a correction", () => {
  test("makes a line read as wanted, and holds no more than the difference", () => {
    fc.assert(fc.property(told, fc.array(span, { maxLength: 4 }), (intervals, spans) => {
      const before = lineOf(intervals, "api");
      const wanted = lineOf(overlay(intervals, [{ componentId: "api", spans }]), "api");
      const made = differences(before, wanted, now);
      const after = lineOf(overlay(before.map((piece) => ({ componentId: "api", ...piece })), [{ componentId: "api", spans: made }]), "api");
      const openless = (line: Piece[]) => line.map((piece) => ({ ...piece, until: piece.until ?? Number.POSITIVE_INFINITY }));
      for (let at = 0; at < now; at += 1) expect(openless(after).find((each) => each.from <= at && at < each.until)?.state).toBe(openless(wanted).find((each) => each.from <= at && at < each.until)?.state);
      expect(differences(before, before, now)).toEqual([]);
    }));
  });

  test("moves a beginning that was told too early, also while it goes on", () => {
    const before: Piece[] = [{ state: "partial_outage", from: 10, until: null }];
    const made = differences(before, [{ state: "partial_outage", from: 25, until: null }], now);
    expect(made).toEqual([{ state: "operational", from: 10, until: 25 }]);
    expect(overlay([{ componentId: "api", state: "partial_outage", from: 10, until: null }], [{ componentId: "api", spans: made }])).toEqual([{ componentId: "api", state: "partial_outage", from: 25, until: null }]);
  });

  test("of a false alarm takes every impact out of the record", () => {
    fc.assert(fc.property(timeline, (updates) => {
      const ended = impactIntervals([...updates, { id: "z", state: "resolved", occurredAt: now, recordedAt: now, components: ["api", "web"].map((componentId) => ({ componentId, state: "operational" as const })) }]);
      const laid: Correction[] = withoutImpact(ended, now);
      expect(overlay(ended, laid)).toEqual([]);
    }));
  });
});

describe("a line that cannot have been is refused", () => {
  const open: Piece[] = [{ state: "partial_outage", from: 10, until: null }];
  const over: Piece[] = [{ state: "partial_outage", from: 10, until: 30 }];
  test.each<[string, Piece[], Piece[], string]>([
    ["an end before its beginning", over, [{ state: "partial_outage", from: 30, until: 10 }], "until:0"],
    ["a beginning to come", over, [{ state: "partial_outage", from: now + 1, until: now + 2 }], "from:0"],
    ["an end to come", over, [{ state: "partial_outage", from: 10, until: now + 1 }], "until:0"],
    ["two over each other", over, [{ state: "partial_outage", from: 10, until: 30 }, { state: "major_outage", from: 20, until: 40 }], "from:1"],
    ["the end of what goes on", open, [{ state: "partial_outage", from: 10, until: 30 }], "until:0"],
    ["another state of what goes on", open, [{ state: "major_outage", from: 10, until: null }], "until:0"],
    ["something that goes on where nothing does", over, [{ state: "partial_outage", from: 10, until: null }], "until:0"],
  ])("%s", (_, before, wanted, field) => {
    expect(() => requirePossible(before, wanted, now)).toThrow(expect.objectContaining({ code: "invalid", fields: { [field]: expect.any(String) } }));
  });

  test("and one that can is not", () => {
    expect(() => requirePossible(open, [{ state: "degraded_performance", from: 5, until: 10 }, { state: "partial_outage", from: 10, until: null }], now)).not.toThrow();
    expect(() => requirePossible(over, [], now)).not.toThrow();
  });
});
