import { AffectedComponents } from "#components/incidents/affected-components";
import { PromiseLine } from "#components/incidents/promise-line";
import { incidentMark } from "#components/incidents/incident-mark";
import { Breadcrumb } from "#components/layout/page-frame";
import { StateMark } from "#components/status/state-mark";
import { TextLink } from "#components/ui/text-link";
import { Elapsed, Time } from "#components/ui/time";
import type { Context } from "#lib/access/context";
import { formatDuration } from "#lib/core/time";
import { whoSees } from "#lib/incidents/queries/audience";
import type { IncidentFacts } from "#lib/incidents/queries/facts";
import { incidentImpactLabels, incidentWord, visibilityLabels } from "#lib/incidents/terms";
import type { IncidentView } from "#lib/status/terms";

interface HeadProps {
  ctx: Context;
  view: IncidentView;
  facts: IncidentFacts;
  zone: string;
}

/** The answer first: what it is, how it is, who knows, what was promised. */
export async function IncidentHead({ ctx, view, facts, zone }: HeadProps) {
  const { customers } = await whoSees(ctx, { incidentId: facts.id });
  const names = facts.visibility === "public" ? "" : customers.map((customer) => customer.name).join(", ");
  return (
    <header className="grid gap-4">
      <Breadcrumb crumbs={[{ label: "Incidents", href: "/admin/incidents" }, { label: view.code }]} />
      <div className="flex gap-3 sm:gap-4">
        <StateMark state={incidentMark(view.state, view.impact)} size="large" className="mt-0.5" />
        <div className="grid min-w-0 gap-2">
          <h1 className="text-xl font-semibold">{view.title}</h1>
          <Lifetime view={view} now={ctx.now} zone={zone} />
          <p className="text-sm text-muted">Seen by <span className="text-ink">{visibilityLabels[facts.visibility].toLowerCase()}</span>{names && `: ${names}`}</p>
          {view.mergedInto && <p className="text-sm">Goes on in <TextLink href={`/admin/incidents/${view.mergedInto.code}`}>{view.mergedInto.title}</TextLink></p>}
          {view.backfilledAt !== null && <p className="text-sm text-muted">Recorded on <Time at={view.backfilledAt} zone={zone} show="dateTime" />, after it was over</p>}
          {view.promiseDueAt !== null && view.resolvedAt === null && <PromiseLine dueAt={view.promiseDueAt} now={ctx.now} zone={zone} />}
        </div>
      </div>
      <Impacts view={view} now={ctx.now} zone={zone} />
    </header>
  );
}

function Lifetime({ view: { state, endedAs, impact, startedAt, resolvedAt }, now, zone }: { view: IncidentView; now: number; zone: string }) {
  return (
    <p className="text-soft">
      <strong className="font-semibold text-ink">{incidentWord({ state, endedAs })}</strong>
      {impact !== "none" && `, ${incidentImpactLabels[impact].toLowerCase()} impact`}, since <Time at={startedAt} zone={zone} show="full" />
      {resolvedAt === null ? <>, <Elapsed since={startedAt} now={now} /> so far</> : <> until <Time at={resolvedAt} zone={zone} show="dateTime" />, {formatDuration(resolvedAt - startedAt)}</>}
    </p>
  );
}

function Impacts({ view: { impacts }, now, zone }: { view: IncidentView; now: number; zone: string }) {
  if (impacts.length === 0) return null;
  return (
    <details className="max-w-portal">
      <summary className="text-sm font-medium text-accent hover:text-accent-strong">Components, from when until when</summary>
      <div className="mt-3">
        <AffectedComponents zone={zone} now={now} components={impacts.map(({ componentId, component, state, from, until }) => ({ id: componentId, name: component, state, from, ...(until === null ? {} : { until }) }))} />
      </div>
    </details>
  );
}
