import { calendarPeriod } from "#lib/core/calendar";
import type { Interval } from "#lib/core/intervals";
import { DAY, MINUTE } from "#lib/core/time";
import type { BudgetingMethod, calendarUnits, MaintenanceRule, NoDataRule } from "../terms.ts";

export type Window = { kind: "rolling"; days: number } | { kind: "calendar"; unit: (typeof calendarUnits)[number]; zone: string };

/** Everything that decides a figure, stated by the objective itself: no tool's default is assumed. */
export interface Policy {
  targetPpm: number;
  window: Window;
  method: BudgetingMethod;
  /** How long a slice is; for the methods that have them. */
  sliceMinutes: number | null;
  /** The share of a slice that must be good for it to be a good one; with `timeslices` only. */
  sliceTargetPpm: number | null;
  noData: NoDataRule;
  maintenance: MaintenanceRule;
  /** With slices: fewer events than this in one are like none. Without: fewer in the window and nothing is said of it. */
  minimumTraffic: number;
}

/** The window as it stands at an instant: `until` is the last whole minute, or the end of the period for a calendar one. */
export function windowAt(window: Window, at: number): Interval {
  if (window.kind === "calendar") return calendarPeriod(at, window.unit, window.zone);
  const until = Math.floor(at / MINUTE) * MINUTE;
  return { from: until - window.days * DAY, until };
}

/** What has passed of a window, in whole slices (or minutes), not before counting began. */
export function elapsedOf(window: Interval, { at, since, sliceMinutes }: { at: number; since: number; sliceMinutes: number | null }): Interval {
  const step = (sliceMinutes ?? 1) * MINUTE;
  const from = Math.ceil(Math.max(window.from, since) / step) * step;
  const until = Math.floor(Math.min(window.until, at) / step) * step;
  return { from, until: Math.max(from, until) };
}

/** How long the window is as a whole, for thresholds and budgets in time. A calendar one is as long as the period around `at`. */
export function periodMs(window: Window, at: number): number {
  if (window.kind === "rolling") return window.days * DAY;
  const { from, until } = calendarPeriod(at, window.unit, window.zone);
  return until - from;
}

/** The usual length, for what must not change from month to month, as thresholds of alerts. */
export function nominalMs(window: Window): number {
  if (window.kind === "rolling") return window.days * DAY;
  return { week: 7, month: 30, quarter: 90, year: 365 }[window.unit] * DAY;
}
