import type { ComponentState } from "../../catalog/terms.ts";
import { clip, type Interval, type StateInterval } from "../../core/intervals.ts";

// Statuspage's weights: a partial outage counts for 30 % of its time, degraded performance and maintenance not at all.
const DOWN_PERCENT: Record<ComponentState, number> = {
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 30,
  major_outage: 100,
};

/**
 * Uptime of a line of disjoint states over a window, in parts per million, rounded down: any outage makes it less than
 * a million. Null for an empty window. (Statuspage, "How is uptime calculated?")
 */
export function uptimePpm(line: readonly StateInterval<ComponentState>[], window: Interval): number | null {
  const span = window.until - window.from;
  if (span <= 0) return null;
  const down = clip(line, window).reduce((sum, piece) => sum + (piece.until - piece.from) * DOWN_PERCENT[piece.state], 0);
  // A quarter in hundredths of milliseconds times a million does not fit 53 bits.
  return Number(((BigInt(span) * 100n - BigInt(down)) * 1_000_000n) / (BigInt(span) * 100n));
}

/** The mean of several, rounded down; null when none has a figure. */
export function meanPpm(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : Math.floor(known.reduce((sum, figure) => sum + figure, 0) / known.length);
}

/** "99.93 %": cut, never rounded up, so that 99.8999 does not read 99.90. */
export function formatUptime(ppm: number, decimals: 0 | 1 | 2 | 3 | 4 = 2): string {
  const scale = 10 ** (4 - decimals);
  const cut = Math.floor(ppm / scale) * scale;
  return `${Math.floor(cut / 10_000)}${decimals === 0 ? "" : `.${String(cut % 10_000).padStart(4, "0").slice(0, decimals)}`} %`;
}
