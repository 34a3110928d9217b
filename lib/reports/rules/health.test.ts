import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#lib/core/time";
import type { Incident } from "./document.ts";
import { byHarm, healthPeriod, promisesKept } from "./health.ts";

const now = Date.UTC(2026, 10, 26, 20, 22);

describe("the days of a health view", () => {
  test("end at the last quarter hour that is over, and count as days of the customer's zone", () => {
    expect(healthPeriod("30d", { now, zone: "UTC" })).toEqual({ from: Date.UTC(2026, 9, 27, 20, 15), until: Date.UTC(2026, 10, 26, 20, 15) });
    // The clocks went back on 25 October: ninety days of Berlin are an hour longer.
    const { from, until } = healthPeriod("90d", { now, zone: "Europe/Berlin" });
    expect(until - from).toBe(90 * DAY + HOUR);
  });

  test("are whole quarter hours in zones that differ by half hours too", () => {
    const { from, until } = healthPeriod("30d", { now, zone: "Asia/Kolkata" });
    expect([from % (15 * MINUTE), until % (15 * MINUTE)]).toEqual([0, 0]);
  });

  test("are the last quarter of a year that is over, in the customer's zone", () => {
    expect(healthPeriod("quarter", { now, zone: "Europe/Berlin" })).toEqual({ from: Date.UTC(2026, 5, 30, 22), until: Date.UTC(2026, 8, 30, 22) });
  });
});

test("the incident that failed most of the customer's requests comes first, what nobody measured last, the longest before", () => {
  const one = (code: string, failed: number | null, lasted: number | null): Incident => ({ id: code, code, title: code, grade: "major", startedAt: 0, resolvedAt: lasted, isFalseAlarm: false, firstUpdateMs: null, updates: 0, promises: [], impact: failed === null ? null : { from: 0, until: 1, slotMs: 1, total: failed, failed, sharePpm: null, affectedMs: 0, coveragePpm: 0, weeks: 0, confidence: "high", journeys: [] } });
  expect(byHarm([one("short", null, 5), one("few", 3, 5), one("open", null, null), one("many", 40, 5), one("none", 0, 5)]).map(({ code }) => code)).toEqual(["many", "few", "none", "open", "short"]);
});

test("promises that are not due yet are neither kept nor missed", () => {
  const promises = [{ kind: "next_update" as const, kept: 5, missed: 1, open: 3 }, { kind: "postmortem" as const, kept: 0, missed: 2, open: 0 }];
  expect(promisesKept({ communication: { incidents: 4, firstUpdate: null, promises } })).toEqual({ kept: 5, settled: 8 });
});
