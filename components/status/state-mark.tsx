import { say } from "#lib/language/rules/say";
import { clsx } from "clsx";
import { type ComponentState, componentStateLabels } from "#lib/catalog/terms";

export type MarkState = ComponentState | "no_data";

export const stateLabels = { ...componentStateLabels, no_data: "No data" } as const satisfies Record<MarkState, string>;

/** Colour classes of a state, for marks and bars only: words stay in ink. */
export const stateText: Record<MarkState, string> = {
  operational: "text-operational",
  under_maintenance: "text-maintenance",
  degraded_performance: "text-degraded",
  partial_outage: "text-partial",
  major_outage: "text-major",
  no_data: "text-unknown",
};

const RING = "M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9Z";

/** Each state has a silhouette of its own, so that it reads in grey and at a glance. */
const SHAPES: Record<MarkState, { fill?: string; cut?: string; stroke?: string }> = {
  operational: { fill: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z", cut: "m4.9 8.3 2.2 2.2 4-4.6" },
  degraded_performance: { stroke: RING, fill: "M8 1.9a6.1 6.1 0 0 0 0 12.2Z" },
  partial_outage: { stroke: RING, fill: "M8 8V1.9a6.1 6.1 0 1 1-6.1 6.1Z" },
  major_outage: { fill: "M4.9 1h6.2L15 4.9v6.2L11.1 15H4.9L1 11.1V4.9Z", cut: "m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" },
  under_maintenance: { fill: "M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Z", cut: "m4.5 11.5 3.9-3.9M7.7 6a2.5 2.5 0 0 1 3.4-2L9.6 5.5l.9.9L12 4.9A2.5 2.5 0 0 1 10 8.3 2.6 2.6 0 0 1 7.7 6Z" },
  no_data: { stroke: RING, cut: "M6.3 6.3a1.7 1.7 0 1 1 2.5 1.6c-.6.3-.8.6-.8 1.2m0 2v.1" },
};

export type MarkSize = "small" | "medium" | "large";

const SIZES: Record<MarkSize, string> = { small: "size-3.5", medium: "size-4", large: "size-7 sm:size-8" };

/** The mark of a state. Decorative by itself: the word always stands beside it. */
export function StateMark({ state, size = "medium", className }: { state: MarkState; size?: MarkSize; className?: string }) {
  const shape = SHAPES[state];
  return (
    <svg className={clsx("mark", SIZES[size], stateText[state], className)} viewBox="0 0 16 16" aria-hidden="true">
      {shape.stroke && <path d={shape.stroke} className="mark-ring" />}
      {shape.fill && <path d={shape.fill} />}
      {shape.cut && <path d={shape.cut} className={shape.fill ? "mark-cut stroke-paper" : "mark-cut stroke-current"} />}
    </svg>
  );
}

export function StateLabel({ state, label, className }: { state: MarkState; label?: string; className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <StateMark state={state} size="small" />
      {label ?? say(stateLabels[state])}
    </span>
  );
}
