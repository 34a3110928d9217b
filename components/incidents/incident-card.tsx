import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import { type IncidentImpact, type IncidentState, incidentStateLabels } from "#lib/incidents/terms";
import { Icon } from "../ui/icon.tsx";
import { Prose } from "../ui/prose.tsx";
import { Elapsed, Time } from "../ui/time.tsx";
import { CustomerNote } from "./customer-note.tsx";
import { IncidentMark } from "./incident-mark.tsx";
import { PromiseLine } from "./promise-line.tsx";

export type IncidentCardProps = {
  href: string;
  title: string;
  state: IncidentState;
  impact: IncidentImpact;
  startedAt: number;
  /** Its latest update; none while it has no words yet. */
  latest?: { body: string; note?: { forName: string; body: string } };
  affected?: readonly string[];
  promiseDueAt?: number;
  now: number;
  zone: string;
};

/** An incident that is going on, with the latest word on it. */
export function IncidentCard({ href, title, state, impact, startedAt, latest, affected = [], promiseDueAt, now, zone }: IncidentCardProps) {
  return (
    <article className="border-t border-line py-6">
      <div className="flex gap-3 sm:gap-4">
        <IncidentMark state={state} impact={impact} className="mt-1.5" />
        <div className="grid min-w-0 flex-1 gap-3">
          <div>
            <h3 className="text-lg font-semibold"><a href={href} className="hover:underline">{title}</a></h3>
            <p className="mt-1 text-sm text-muted">
              <Say words="{state}, since {time} ({lasted})" state={<span className="font-medium text-ink">{say(incidentStateLabels[state])}</span>} time={<Time at={startedAt} zone={zone} show="dateTime" />} lasted={<Elapsed since={startedAt} now={now} />} />
            </p>
            {affected.length > 0 && <p className="text-sm text-muted">{say("Affects {list}", { list: affected.join(" · ") })}</p>}
          </div>
          {latest && <Prose>{latest.body}</Prose>}
          {latest?.note && <CustomerNote {...latest.note} />}
          {promiseDueAt !== undefined && <PromiseLine dueAt={promiseDueAt} now={now} zone={zone} />}
          <p className="text-sm"><a href={href} className="inline-flex items-center gap-1 font-medium text-accent hover:text-accent-strong">{say("Read the timeline")}<Icon name="arrow-right" className="size-3.5" /><span className="sr-only">{say(" of {title}", { title })}</span></a></p>
        </div>
      </div>
    </article>
  );
}
