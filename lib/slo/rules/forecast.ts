import type { Counts } from "./counts.ts";
import { budgetLeftPpm } from "./budget.ts";

/** One calendar day in UTC, as it was counted, in the objective's own units. */
export interface DayCounts extends Counts {
  /** Its beginning. */
  at: number;
}

export interface Horizon {
  /** Days that have passed and will still be in the window when it is looked at: what ages out before is left out. */
  kept: number;
  toCome: number;
}

export interface Forecast {
  /** Of so many runs, those that miss the target, in parts per million. */
  missPpm: number;
  /** Budget left at the end: the middle run, and the band that holds eight of ten. */
  leftPpm: { low: number; middle: number; high: number };
  runs: number;
  /** Of how many days the future is drawn. */
  drawnFrom: number;
}

export interface Calibration {
  forecasts: number;
  misses: number;
  /** Mean of (probability − outcome)², in parts per million: 0 is always right, 250 000 is a coin. */
  brierPpm: number;
  /** What was forecast with so much, and how often it came. */
  bands: { fromPpm: number; untilPpm: number; forecasts: number; misses: number }[];
}

const [historyDays, blockDays, enoughDays, runs] = [56, 7, 28, 500];
const bandEdges = [0, 50_000, 250_000, 750_000, 1_000_001];

/**
 * How likely a window misses its target, drawn from the last eight weeks: runs of seven consecutive days, so that a week keeps its
 * shape and bad days stay together. The same seed gives the same answer. Null where fewer than four weeks of days have counts.
 */
export function forecastMiss({ days, horizon, targetPpm, seed }: { days: readonly DayCounts[]; horizon: Horizon; targetPpm: number; seed: number }): Forecast | null {
  const history = days.slice(-historyDays).filter(({ total }) => total > 0);
  if (history.length < enoughDays) return null;
  const base = sumOf(horizon.kept === 0 ? [] : days.slice(-horizon.kept));
  const random = randomOf(seed);
  const ends = Array.from({ length: runs }, () => addTo(base, drawDays(history, { count: horizon.toCome, random })));
  const missed = ends.filter((end) => isMissed(end, targetPpm)).length;
  const left = ends.map((end) => budgetLeftPpm(targetPpm, end) ?? 0).toSorted((a, b) => a - b);
  const at = (share: number) => left[Math.min(left.length - 1, Math.floor(left.length * share))] ?? 0;
  return { missPpm: Math.floor((missed * 1_000_000) / runs), leftPpm: { low: at(0.1), middle: at(0.5), high: at(0.9) }, runs, drawnFrom: history.length };
}

/** How right the same forecast would have been: made at past days from what was known then, and compared with what came. */
export function calibrate({ days, moments, targetPpm, seed }: { days: readonly DayCounts[]; moments: readonly { at: number; horizon: Horizon }[]; targetPpm: number; seed: number }): Calibration {
  const judged = moments.flatMap(({ at, horizon }) => {
    const index = days.findIndex((day) => day.at >= at);
    if (index < horizon.kept || index + horizon.toCome > days.length || index === -1) return [];
    const forecast = forecastMiss({ days: days.slice(0, index), horizon, targetPpm, seed });
    const end = sumOf(days.slice(index - horizon.kept, index + horizon.toCome));
    return forecast && end.total > 0 ? [{ missPpm: forecast.missPpm, isMissed: isMissed(end, targetPpm) }] : [];
  });
  const misses = judged.filter((each) => each.isMissed).length;
  const squares = judged.reduce((sum, each) => sum + ((each.isMissed ? 1_000_000 : 0) - each.missPpm) ** 2, 0);
  const bands = bandEdges.slice(0, -1).map((fromPpm, index) => {
    const untilPpm = bandEdges[index + 1] ?? 0;
    const inIt = judged.filter(({ missPpm }) => missPpm >= fromPpm && missPpm < untilPpm);
    return { fromPpm, untilPpm: Math.min(untilPpm, 1_000_000), forecasts: inIt.length, misses: inIt.filter((each) => each.isMissed).length };
  });
  return { forecasts: judged.length, misses, brierPpm: judged.length === 0 ? 0 : Math.floor(squares / judged.length / 1_000_000), bands };
}

function drawDays(history: readonly DayCounts[], { count, random }: { count: number; random: () => number }): Counts {
  let drawn: Counts = { good: 0, total: 0 };
  for (let left = count; left > 0; left -= blockDays) {
    const start = Math.floor(random() * (history.length - blockDays + 1));
    drawn = addTo(drawn, sumOf(history.slice(start, start + Math.min(blockDays, left))));
  }
  return drawn;
}

function isMissed({ good, total }: Counts, targetPpm: number): boolean {
  return BigInt(good) * 1_000_000n < BigInt(total) * BigInt(targetPpm);
}

function sumOf(days: readonly Counts[]): Counts {
  return days.reduce(addTo, { good: 0, total: 0 });
}

function addTo(one: Counts, other: Counts): Counts {
  return { good: one.good + other.good, total: one.total + other.total };
}

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
