import { MINUTES_A_DAY } from "../terms.ts";

const overlap = 15;
// The minute that has just ended is still being scraped.
const settle = 1;

/**
 * What is asked next of a source: the last quarter hour again every time and the last day once an hour, since late samples correct
 * themselves; where more is missing, that first and as much of it as one question may span.
 */
export function nextSpan({ readThrough, minute, mostMinutes, keptFrom }: { readThrough: number | null; minute: number; mostMinutes: number; keptFrom: number }): { from: number; until: number } {
  const until = minute - settle;
  const rereads = minute % 60 === 0 ? MINUTES_A_DAY : overlap;
  const isBehind = readThrough !== null && readThrough < until - overlap;
  const from = Math.max(keptFrom, isBehind ? readThrough - overlap : until - rereads);
  return isBehind ? { from, until: Math.min(until, from + mostMinutes) } : { from: Math.max(from, until - mostMinutes), until };
}

/** How long a source that fails is left alone: a minute, then twice as long each time, up to a quarter of an hour. */
export function pauseMs(failingForMs: number): number {
  return Math.min(15 * 60_000, Math.max(60_000, failingForMs));
}
