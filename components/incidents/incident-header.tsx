import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import type { ReactNode } from "react";
import { type IncidentEnding, type IncidentImpact, type IncidentState, incidentWord } from "#lib/incidents/terms";
import { StateMark } from "../status/state-mark.tsx";
import { Elapsed, Time } from "../ui/time.tsx";
import { impactWords } from "./impact-words.ts";
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
          <Stand {...{ state, endedAs, impact, startedAt, now, zone }} {...(resolvedAt === undefined ? {} : { resolvedAt })} />
        </p>
        {promiseDueAt !== undefined && resolvedAt === undefined && <PromiseLine dueAt={promiseDueAt} now={now} zone={zone} />}
        {postmortemDueAt !== undefined && <PromiseLine what="Post-mortem" dueAt={postmortemDueAt} now={now} zone={zone} show="full" />}
        {children}
      </div>
    </div>
  );
}

// What was written down afterwards may have one time only: that is no span.
function Stand({ state, endedAs = null, impact, startedAt, resolvedAt, now, zone }: Pick<IncidentHeaderProps, "state" | "endedAs" | "impact" | "startedAt" | "resolvedAt" | "now" | "zone">) {
  const strong = <strong className="font-semibold text-ink">{say(incidentWord({ state, endedAs }))}</strong>;
  const word = impact === "none" ? strong : <Say words={impactWords[impact]} word={strong} />;
  if (resolvedAt === undefined) return <Say words="{state}, since {time}, {lasted} so far" state={word} time={<Time at={startedAt} zone={zone} show="full" />} lasted={<Elapsed since={startedAt} now={now} />} />;
  if (resolvedAt <= startedAt) return <Say words="{word}, on {time}" word={word} time={<Time at={startedAt} zone={zone} show="dateTime" />} />;
  return <Say words="{word}, from {from} to {until}" word={word} from={<Time at={startedAt} zone={zone} show="dateTime" />} until={<Time at={resolvedAt} zone={zone} show="dateTime" />} />;
}
