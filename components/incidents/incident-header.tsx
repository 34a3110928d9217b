import type { ReactNode } from "react";
import { type IncidentEnding, type IncidentImpact, type IncidentState, incidentImpactLabels, incidentWord } from "#lib/incidents/terms";
import { StateMark } from "../status/state-mark.tsx";
import { Elapsed, Time } from "../ui/time.tsx";
import { incidentMark } from "./incident-mark.tsx";
import { PromiseLine } from "./promise-line.tsx";

export type IncidentHeaderProps = {
  title: string;
  state: IncidentState;
  endedAs?: IncidentEnding | null;
  impact: IncidentImpact;
  startedAt: number;
  resolvedAt?: number;
  promiseDueAt?: number;
  /** When the post-mortem was promised for, while it has not come. */
  postmortemDueAt?: number;
  now: number;
  zone: string;
  children?: ReactNode;
};

export function IncidentHeader({ title, state, endedAs = null, impact, startedAt, resolvedAt, promiseDueAt, postmortemDueAt, now, zone, children }: IncidentHeaderProps) {
  return (
    <div className="flex gap-3 pt-8 sm:gap-4 sm:pt-10 lg:-ms-12">
      <StateMark state={incidentMark(state, impact)} size="large" className="mt-1 sm:mt-0.5" />
      <div className="grid min-w-0 flex-1 gap-3">
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="text-soft">
          <strong className="font-semibold text-ink">{incidentWord({ state, endedAs })}</strong>
          {impact !== "none" && <>, {incidentImpactLabels[impact].toLowerCase()} impact</>}
          {resolvedAt === undefined ? <>, since <Time at={startedAt} zone={zone} show="full" />, <Elapsed since={startedAt} now={now} /> so far</> : <Span {...{ startedAt, resolvedAt, zone }} />}
        </p>
        {promiseDueAt !== undefined && resolvedAt === undefined && <PromiseLine dueAt={promiseDueAt} now={now} zone={zone} />}
        {postmortemDueAt !== undefined && <PromiseLine what="Post-mortem" dueAt={postmortemDueAt} now={now} zone={zone} show="full" />}
        {children}
      </div>
    </div>
  );
}

// What was written down afterwards may have one time only: that is no span.
function Span({ startedAt, resolvedAt, zone }: { startedAt: number; resolvedAt: number; zone: string }) {
  if (resolvedAt <= startedAt) return <>, on <Time at={startedAt} zone={zone} show="dateTime" /></>;
  return <>, from <Time at={startedAt} zone={zone} show="dateTime" /> to <Time at={resolvedAt} zone={zone} show="dateTime" /></>;
}
