import { describe, expect, test } from "vitest";
import { DAY } from "#lib/core/time";
import { calibrate, type DayCounts, forecastMiss } from "./forecast.ts";
import { horizonAt, testMoments } from "./horizon.ts";

const start = Date.UTC(2026, 0, 1);
const daysOf = (bad: readonly number[]): DayCounts[] => bad.map((each, index) => ({ at: start + index * DAY, good: 1_000 - each, total: 1_000 }));
const ask = { horizon: { kept: 23, toCome: 7 }, targetPpm: 999_000, seed: 7 };

describe("a forecast", () => {
  test("is the same for the same seed, and another for another", () => {
    const days = daysOf(Array.from({ length: 60 }, (_, index) => (index % 9 === 0 ? 12 : 0)));
    const forecast = forecastMiss({ ...ask, days });
    expect(forecastMiss({ ...ask, days })).toEqual(forecast);
    expect(forecast?.missPpm).toBeGreaterThan(0);
    expect(forecastMiss({ ...ask, days, seed: 8 })?.missPpm).not.toBe(forecast?.missPpm);
  });

  test("of what never fails is kept, of what always fails is missed", () => {
    expect(forecastMiss({ ...ask, days: daysOf(Array.from({ length: 60 }, () => 0)) })).toMatchObject({ missPpm: 0, leftPpm: { low: 1_000_000, middle: 1_000_000, high: 1_000_000 } });
    expect(forecastMiss({ ...ask, days: daysOf(Array.from({ length: 60 }, () => 2)) })).toMatchObject({ missPpm: 1_000_000, leftPpm: { middle: -1_000_000 }, drawnFrom: 56 });
  });

  test("lets a bad day age out of a rolling window", () => {
    const bad = (ago: number) => Array.from({ length: 60 }, (_, index) => (index === 60 - ago ? 40 : 0));
    // Of the window's thirty days the oldest seven will have left it; only being drawn again brings such a day back.
    const left = (ago: number) => forecastMiss({ ...ask, days: daysOf(bad(ago)) })?.missPpm ?? 0;
    expect(left(10)).toBe(1_000_000);
    expect(left(27)).toBeLessThan(300_000);
  });

  test("says nothing with fewer than four weeks of counts", () => {
    expect(forecastMiss({ ...ask, days: daysOf(Array.from({ length: 27 }, () => 1)) })).toBeNull();
    expect(forecastMiss({ ...ask, days: daysOf(Array.from({ length: 60 }, () => 1)).map((day, index) => (index < 40 ? { ...day, good: 0, total: 0 } : day)) })).toBeNull();
  });
});

describe("its calibration", () => {
  const days = daysOf(Array.from({ length: 420 }, (_, index) => (index % 31 === 12 && index % 2 === 0 ? 60 : 0)));
  const moments = testMoments({ kind: "rolling", days: 30 }, start + 420 * DAY);

  test("compares what was forecast with what came, every forecast in one band", () => {
    const result = calibrate({ days, moments, targetPpm: 999_000, seed: 7 });
    expect(result.forecasts).toBeGreaterThan(15);
    expect(result.bands.reduce((sum, band) => sum + band.forecasts, 0)).toBe(result.forecasts);
    expect(result.bands.reduce((sum, band) => sum + band.misses, 0)).toBe(result.misses);
    expect(result.misses).toBeGreaterThan(0);
  });

  test("of what is certain is without fault", () => {
    expect(calibrate({ days: daysOf(Array.from({ length: 420 }, () => 2)), moments, targetPpm: 999_000, seed: 7 })).toMatchObject({ brierPpm: 0, bands: [{ forecasts: 0 }, { forecasts: 0 }, { forecasts: 0 }, {}] });
  });

  test("uses nothing that came later", () => {
    const one = [{ at: start + 100 * DAY, horizon: ask.horizon }];
    const later = days.map((day, index) => (index >= 107 ? { ...day, good: 0 } : day));
    expect(calibrate({ days: later, moments: one, targetPpm: 999_000, seed: 7 })).toEqual(calibrate({ days, moments: one, targetPpm: 999_000, seed: 7 }));
  });
});

test("a calendar window is looked at when it ends, a rolling one a week ahead", () => {
  expect(horizonAt({ kind: "calendar", unit: "month", zone: "UTC" }, Date.UTC(2026, 10, 11, 9))).toEqual({ kept: 10, toCome: 20 });
  expect(horizonAt({ kind: "rolling", days: 30 }, start)).toEqual({ kept: 23, toCome: 7 });
  expect(horizonAt({ kind: "rolling", days: 7 }, start)).toEqual({ kept: 6, toCome: 1 });
});
