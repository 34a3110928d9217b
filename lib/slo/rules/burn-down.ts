import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import { badOf, type Counts } from "./counts.ts";

export interface BurnStep extends Interval {
  bad: number;
  total: number;
  /** Of the whole budget: what this span used, and what is left after it, signed. */
  usedPpm: number;
  leftPpm: number;
}

const stepsAtMost = 31;

/** The spans a burn-down is drawn of: days from the beginning of what has passed, or more at a time where there are more than 31. */
export function stepsOf({ from, until }: Interval): Interval[] {
  const lengthMs = Math.max(1, Math.ceil((until - from) / DAY / stepsAtMost)) * DAY;
  const steps: Interval[] = [];
  for (let at = from; at < until; at += lengthMs) steps.push({ from: at, until: Math.min(until, at + lengthMs) });
  return steps;
}

/** What is left of so many that may fail, span by span, rounded down. Empty where nothing may fail. */
export function burnDown(spans: readonly (Interval & Counts)[], allowed: number): BurnStep[] {
  if (allowed <= 0) return [];
  let spent = 0;
  return spans.map(({ from, until, good, total }) => {
    const bad = badOf({ good, total });
    spent += bad;
    return { from, until, bad, total, usedPpm: ppmOf(bad, allowed), leftPpm: ppmOf(allowed - spent, allowed) };
  });
}

export interface Coverage {
  /** Of the quarter hours that have passed, those with counts. */
  coveredPpm: number;
  /** An hour or more without any, the longest first. */
  gaps: Interval[];
}

const quarter = 15 * MINUTE;

export function coverageOf(counted: readonly number[], { from, until }: Interval): Coverage {
  const [first, last] = [Math.ceil(from / quarter), Math.floor(until / quarter)];
  const seen = new Set(counted.map((at) => Math.floor(at / quarter)).filter((at) => at >= first && at < last));
  const gaps: Interval[] = [];
  let begun: number | null = null;
  for (let at = first; at <= last; at++) {
    const isGap = at < last && !seen.has(at);
    if (isGap) begun ??= at;
    else if (begun !== null) {
      if (at - begun >= 4) gaps.push({ from: begun * quarter, until: at * quarter });
      begun = null;
    }
  }
  return { coveredPpm: last <= first ? 0 : Math.floor((seen.size * 1_000_000) / (last - first)), gaps: gaps.toSorted((a, b) => b.until - b.from - (a.until - a.from) || a.from - b.from) };
}

function ppmOf(part: number, whole: number): number {
  return Math.floor((part * 1_000_000) / whole);
}
