import { clsx } from "clsx";
import type { IncidentImpact, IncidentState, UpdateKind } from "#lib/incidents/terms";
import { type MarkState, StateMark } from "../status/state-mark.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";

const IMPACT_MARKS: Record<IncidentImpact, MarkState> = { none: "no_data", minor: "degraded_performance", major: "partial_outage", critical: "major_outage" };

/** The mark of an incident: that of its impact while it lasts, the check once it is over. */
export function incidentMark(state: IncidentState, impact: IncidentImpact): MarkState {
  return state === "resolved" ? "operational" : impactMark(impact);
}

/** The mark of how bad it was, also afterwards. */
export function impactMark(impact: IncidentImpact): MarkState {
  return IMPACT_MARKS[impact];
}

export function IncidentMark({ state, impact, className }: { state: IncidentState; impact: IncidentImpact; className?: string }) {
  return <StateMark state={incidentMark(state, impact)} className={className} />;
}

const GLYPHS: Record<IncidentState, IconName> = { investigating: "search", identified: "target", monitoring: "eye", resolved: "check" };

/** A knot on the timeline. */
export function TimelineKnot({ state, kind = "update" }: { state: IncidentState; kind?: UpdateKind | undefined }) {
  const isPostmortem = kind === "postmortem";
  return (
    <span className={clsx("flex size-7 items-center justify-center rounded-[50%] border bg-paper", state === "resolved" && !isPostmortem ? "border-operational text-operational" : "border-edge text-soft")}>
      <Icon name={isPostmortem ? "pen" : GLYPHS[state]} className="size-3.5" />
    </span>
  );
}
