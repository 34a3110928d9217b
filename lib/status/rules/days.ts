import type { ComponentState } from "../../catalog/terms.ts";
import { clip, type Interval, type StateInterval, sweepWorst } from "../../core/intervals.ts";
import type { CalendarDay } from "../../core/time.ts";
import { severity, worstState } from "./indicator.ts";

export type DayState = ComponentState | "no_data";

export interface DayBar {
  /** YYYY-MM-DD in the page's zone. */
  date: string;
  state: DayState;
  /** Milliseconds in a partial or major outage. */
  downtimeMs: number;
  /** Milliseconds in any state but operational and maintenance. */
  affectedMs: number;
}

/** An impact interval, open while `until` is null. */
export interface OpenInterval {
  state: ComponentState;
  from: number;
  until: number | null;
}

/** Overlapping intervals as one line of worst states that ends now. */
export function worstLine(intervals: readonly OpenInterval[], now: number): StateInterval<ComponentState>[] {
  return sweepWorst(intervals.map(({ state, from, until }) => ({ state, from, until: Math.min(until ?? now, now) })), severity);
}

/** One bar a calendar day: its worst state and how long; days before the component existed have no data. */
export function dayBars(days: readonly CalendarDay[], component: { line: readonly StateInterval<ComponentState>[]; startedAt: number }): DayBar[] {
  return days.map((day) => {
    if (day.until <= component.startedAt) return { date: day.date, state: "no_data", downtimeMs: 0, affectedMs: 0 };
    const pieces = clip(component.line, day);
    const outages = pieces.filter((piece) => isOutage(piece.state));
    const affected = pieces.filter((piece) => isAffected(piece.state));
    return { date: day.date, state: worstState(pieces.map((piece) => piece.state)), downtimeMs: length(outages), affectedMs: length(affected) };
  });
}

export function isOutage(state: ComponentState): boolean {
  return state === "partial_outage" || state === "major_outage";
}

export function isAffected(state: ComponentState): boolean {
  return isOutage(state) || state === "degraded_performance";
}

function length(pieces: readonly Interval[]): number {
  return pieces.reduce((sum, piece) => sum + piece.until - piece.from, 0);
}
