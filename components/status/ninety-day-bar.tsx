import { say, type Words } from "#lib/language/rules/say";
import { clsx } from "clsx";
import type { MarkState } from "./state-mark.tsx";

const STEP = 4;
const BAR = 3;
const TALL = 28;

/** A worse day is a taller bar, so that the row reads without colour. */
const HEIGHTS: Record<MarkState, number> = {
  no_data: 2,
  operational: 9,
  under_maintenance: 14,
  degraded_performance: 17,
  partial_outage: 22,
  major_outage: TALL,
};

const COLOURS: Record<MarkState, string> = {
  no_data: "stroke-bar-none",
  operational: "stroke-bar-well",
  under_maintenance: "stroke-maintenance",
  degraded_performance: "stroke-degraded",
  partial_outage: "stroke-partial",
  major_outage: "stroke-major",
};

const WORST_FIRST: readonly MarkState[] = ["major_outage", "partial_outage", "degraded_performance", "under_maintenance", "operational", "no_data"];

/** The days of one component as one picture, oldest first: a path a state, and in it a dashed line for each run of days, each dash a day. */
export function NinetyDayBar({ name, days, className }: { name: string; days: readonly MarkState[]; className?: string }) {
  return (
    <svg role="img" aria-label={`${name}: ${describeDays(days)}`} viewBox={`0 0 ${days.length * STEP - (STEP - BAR)} ${TALL}`} preserveAspectRatio="none" strokeDasharray={`${BAR} ${STEP - BAR}`} className={clsx("block h-7 w-full", className)}>
      {WORST_FIRST.filter((state) => days.includes(state)).map((state) => <path key={state} className={COLOURS[state]} strokeWidth={HEIGHTS[state]} d={pathOf(days, state)} />)}
    </svg>
  );
}

function pathOf(days: readonly MarkState[], state: MarkState) {
  const middle = TALL - HEIGHTS[state] / 2;
  const isDay = (index: number) => days[index] === state;
  return days.map((_, index) => (isDay(index) && !isDay(index - 1) ? `M${index * STEP} ${middle}h${runFrom(days, index) * STEP - (STEP - BAR)}` : "")).join("");
}

/** How many days in a row, from this one on, were in the same state. */
function runFrom(days: readonly MarkState[], first: number) {
  const end = days.findIndex((state, index) => index > first && state !== days[first]);
  return (end === -1 ? days.length : end) - first;
}

/** "90 days: 1 with a major outage, 2 with degraded performance, otherwise operational". */
function describeDays(days: readonly MarkState[]) {
  const counted = WORST_FIRST.filter((state) => state !== "operational" && days.includes(state)).map((state) => say(withState[state], { count: days.filter((day) => day === state).length }));
  const rest = days.includes("operational") ? [say(counted.length > 0 ? "otherwise operational" : "all operational")] : [];
  return say("{count} day, {rest}|{count} days, {rest}", { count: days.length, rest: [...counted, ...rest].join(", ") });
}

const withState = {
  operational: "{count} operational",
  under_maintenance: "{count} with maintenance",
  degraded_performance: "{count} with degraded performance",
  partial_outage: "{count} with a partial outage",
  major_outage: "{count} with a major outage",
  no_data: "{count} with no data",
} as const satisfies Record<MarkState, Words>;
