import { formatDuration } from "#lib/core/time";
import { byHarm, type Health, promisesKept } from "#lib/reports/rules/health";
import { periodWords } from "#lib/reports/rules/period";
import { leftWords } from "#lib/slo/rules/words";
import { Section } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Span, Time } from "../ui/time.tsx";
import { burnMilliText } from "../slo/figures.tsx";
import { attained, percent, share, target, whole } from "./statement-words.ts";
import { TrendLine } from "./trend-line.tsx";

interface Props {
  health: Health;
}

const shown = { objectives: 8, incidents: 5, disputes: 3, actions: 4 };

/** A customer's health on one sheet: what is on it fits a page of paper, and says how much is left out. */
export function HealthSheet({ health }: Props) {
  return (
    <div className="health">
      <KeyFigures health={health} />
      <Objectives health={health} />
      <Incidents health={health} />
      <div className="grid gap-x-10 md:grid-cols-2 print:grid-cols-2">
        <Disputes health={health} />
        <Actions health={health} />
        <Statements health={health} />
        <Work health={health} />
      </div>
    </div>
  );
}

function KeyFigures({ health: { document, disputes, now } }: Props) {
  const { headline, communication } = document;
  const { kept, settled } = promisesKept(document);
  const [riskiest] = now;
  const open = disputes.filter(({ answeredAt }) => answeredAt === null).length;
  const figures = [
    { label: "objectives met", value: `${headline.met} of ${headline.objectives - headline.unmeasured}` },
    { label: riskiest ? `left now of ${riskiest.name}` : "left now", value: riskiest ? leftWords(riskiest.leftPpm) : "–" },
    { label: headline.incidents === 1 ? "incident" : "incidents", value: whole(headline.incidents) },
    { label: "of its requests failed in them", value: headline.failed === null ? "–" : whole(headline.failed) },
    { label: "promises kept", value: settled === 0 ? "–" : `${kept} of ${settled}` },
    { label: "to the first words, in the middle", value: communication.firstUpdate ? formatDuration(communication.firstUpdate.medianMs) : "–" },
    { label: open === 1 ? "dispute open" : "disputes open", value: whole(open) },
  ];
  return <dl className="mt-8 grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4 xl:grid-cols-7 print:mt-4 print:grid-cols-7 print:gap-x-3">{figures.map(({ label, value }) => <div key={label} className="flex flex-col-reverse justify-end"><dt className="text-xs text-muted">{label}</dt><dd className="text-xl font-semibold tabular-nums print:text-lg">{value}</dd></div>)}</dl>;
}

function Objectives({ health: { document, now } }: Props) {
  const nowOf = new Map(now.map((row) => [row.id, row]));
  const order = new Map(now.map(({ id }, index) => [id, index]));
  const rows = document.objectives.toSorted((a, b) => (order.get(a.id) ?? Infinity) - (order.get(b.id) ?? Infinity));
  return (
    <Section id="objectives" title="Objectives" aside={more(rows.length, shown.objectives)}>
      <Table
        caption="Objectives, the riskiest now first"
        columns={[{ key: "name", label: "Objective" }, { key: "target", label: "Target", isNumber: true, isHiddenOnPhone: true }, { key: "attained", label: "Attained", isNumber: true }, { key: "met", label: "Result" }, { key: "left", label: "Left now", isNumber: true }, { key: "burn", label: "Burn, 1 h", isNumber: true, isHiddenOnPhone: true }, { key: "trend", label: "Months before", isHiddenOnPhone: true }]}
        rows={rows.slice(0, shown.objectives).map((each) => ({ id: each.id, cells: {
          name: <TextLink href={`/admin/slos/${each.id}`}><span className="wrap-anywhere">{each.name}</span></TextLink>,
          target: target(each.policy.targetPpm), attained: attained(each.counts) ?? "–",
          met: each.isMet === null ? <span className="text-muted">Not measured</span> : each.isMet ? <span className="whitespace-nowrap"><span aria-hidden="true" className="text-operational">✓ </span>Met</span> : <span className="font-medium whitespace-nowrap text-danger-text"><span aria-hidden="true">✕ </span>Missed</span>,
          left: leftWords(nowOf.get(each.id)?.leftPpm ?? null), burn: burnMilliText(nowOf.get(each.id)?.burnMilli ?? null),
          trend: <TrendLine objective={each} zone={document.customer.zone} />,
        } }))}
        empty={<p className="text-sm text-muted">Nothing is promised to it in figures yet.</p>}
      />
    </Section>
  );
}

function Incidents({ health: { document } }: Props) {
  const { zone } = document.customer;
  return (
    <Section id="incidents" title="Incidents" aside={more(document.incidents.length, shown.incidents)}>
      <Table
        caption="Incidents, those that did most to it first"
        columns={[{ key: "title", label: "Incident" }, { key: "time", label: "Time", isHiddenOnPhone: true }, { key: "failed", label: "Failed for it", isNumber: true }, { key: "share", label: "Share", isNumber: true, isHiddenOnPhone: true }, { key: "told", label: "First words after", isNumber: true, isHiddenOnPhone: true }]}
        rows={byHarm(document.incidents).slice(0, shown.incidents).map((each) => ({ id: each.id, cells: {
          title: <TextLink href={`/admin/incidents/${each.code}`}><span className="wrap-anywhere">{each.title}</span></TextLink>,
          time: each.resolvedAt === null ? <>Since <Time at={each.startedAt} zone={zone} show="dateTime" /></> : <Span from={each.startedAt} until={each.resolvedAt} zone={zone} />,
          failed: each.isFalseAlarm ? "False alarm" : each.impact === null ? "Not measured" : whole(each.impact.failed), share: share(each.impact?.sharePpm ?? null), told: each.firstUpdateMs === null ? "–" : formatDuration(each.firstUpdateMs),
        } }))}
        empty={<p className="text-sm text-muted">No incident concerned it in these days.</p>}
      />
    </Section>
  );
}

function Disputes({ health: { disputes, document } }: Props) {
  return (
    <Section id="disputes" title="What it disputed" aside={more(disputes.length, shown.disputes)}>
      {disputes.length === 0 ? <p className="text-sm text-muted">Nothing.</p> : (
        <ul className="grid gap-2 text-sm">{disputes.slice(0, shown.disputes).map((each) => <li key={each.id}><TextLink href={`/admin/incidents/${each.code}`}>{each.title}</TextLink>: <span className="line-clamp-2 inline wrap-anywhere">“{shortened(each.words)}”</span> <span className="text-muted"><Time at={each.raisedAt} zone={document.customer.zone} show="date" />, {each.answeredAt === null ? <strong className="font-medium text-danger-text">not answered</strong> : "answered"}</span></li>)}</ul>
      )}
    </Section>
  );
}

function Actions({ health: { document } }: Props) {
  const open = document.actions.filter(({ doneAt }) => doneAt === null);
  return (
    <Section id="actions" title="Open actions after post-mortems" aside={more(open.length, shown.actions)}>
      {open.length === 0 ? <p className="text-sm text-muted">None.</p> : (
        <ul className="grid gap-2 text-sm">{open.slice(0, shown.actions).map((each) => <li key={each.id}><span className="wrap-anywhere">{each.title}</span> <span className="text-muted">{each.owner}{each.dueAt !== null && <>, until <Time at={each.dueAt} zone={document.customer.zone} show="date" /></>}</span></li>)}</ul>
      )}
    </Section>
  );
}

function Statements({ health: { statements, document } }: Props) {
  return (
    <Section id="statements" title="Statements">
      {statements.length === 0 ? <p className="text-sm text-muted">None yet.</p> : (
        <ul className="grid gap-2 text-sm">{statements.map((each) => <li key={each.id}><TextLink href={`/admin/statements/${each.id}`}>{periodWords({ kind: each.kind, period: each }, { zone: document.customer.zone, language: "en" })}</TextLink> <span className="text-muted">{each.releasedAt === null ? "waits for its review" : <>released <Time at={each.releasedAt} zone={document.customer.zone} show="date" />{each.amendsId !== null && ", an amendment"}</>}</span></li>)}</ul>
      )}
    </Section>
  );
}

function Work({ health: { document, listening } }: Props) {
  const { maintenance, objectives } = document;
  const overran = maintenance.filter(({ isOverrun }) => isOverrun).length;
  const least = objectives.reduce<number | null>((lowest, { coverage }) => (coverage.since === null ? lowest : Math.min(lowest ?? coverage.coveredPpm, coverage.coveredPpm)), null);
  const sentences = [
    maintenance.length === 0 ? "No planned work." : `Planned work: ${maintenance.length}, of which ${overran === 0 ? "none" : overran} overran.`,
    `Of its people and programs ${listening === 0 ? "nobody listens" : listening === 1 ? "one listens" : `${listening} listen`}.`,
    ...(least === null ? [] : [`Counted: ${percent(least, 1)} of the quarter hours, where it is least.`]),
  ];
  return <Section id="besides" title="Besides"><ul className="grid gap-2 text-sm">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></Section>;
}

function more(all: number, atMost: number): string | null {
  return all > atMost ? `${atMost} of ${all}` : null;
}

function shortened(words: string): string {
  return words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words;
}
