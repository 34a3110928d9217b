import { calendarPeriod, completedPeriods } from "#lib/core/calendar";
import { DAY } from "#lib/core/time";
import type { Horizon } from "./forecast.ts";
import type { Window } from "./policy.ts";

/** A rolling window is looked at so many days ahead, or a quarter of its length where that is less. */
const aheadDays = 7;

/** What of a window is known at a moment and what is to come, in whole days of UTC. A calendar window is looked at when it ends. */
export function horizonAt(window: Window, at: number): Horizon {
  if (window.kind === "rolling") {
    const toCome = Math.max(1, Math.min(aheadDays, Math.floor(window.days / 4)));
    return { kept: Math.max(0, window.days - toCome), toCome };
  }
  const { from, until } = calendarPeriod(at, window.unit, window.zone);
  return { kept: Math.max(0, Math.floor(at / DAY) - Math.ceil(from / DAY)), toCome: Math.max(1, Math.ceil(until / DAY) - Math.floor(at / DAY)) };
}

/** The 10th and the 20th of each of the last twelve months: when the forecast is put to the test. */
export function testMoments(window: Window, now: number): { at: number; horizon: Horizon }[] {
  return completedPeriods(now, 12, { unit: "month", zone: "UTC" }).flatMap(({ from }) => [from + 9 * DAY, from + 19 * DAY].map((at) => ({ at, horizon: horizonAt(window, at) })));
}
