import { say, sayLasting } from "#lib/language/rules/say";
import type { StatementDocument } from "#lib/reports/rules/document";
import { Section } from "../ui/card.tsx";
import { DescriptionList } from "../ui/description-list.tsx";
import { Table } from "../ui/table.tsx";
import { Span, Time } from "../ui/time.tsx";
import { BurnChart } from "../slo/burn-chart.tsx";
import { Actions, Excluded, Outlook, Told } from "./statement-sections.tsx";
import { attained, creditWords, percent, share, target, whole } from "./statement-words.ts";

/** A statement on the screen: the same figures as on paper, from the same document. */
export function StatementBody({ document, creditConfirmedAt }: { document: StatementDocument; creditConfirmedAt: number | null }) {
  const { zone } = document.customer;
  return (
    <>
      <div className="mt-6 grid max-w-prose gap-1.5">{document.summary.map((sentence) => <p key={sentence}>{sentence}</p>)}</div>
      {document.comment !== "" && <Section id="comment" title={say("From {portal}", { portal: document.portal.name })}><p className="max-w-prose whitespace-pre-line">{document.comment}</p></Section>}
      {document.amends && <Differences amends={document.amends} />}
      <Section id="objectives" title={say("Objectives")}><Objectives document={document} /></Section>
      {document.objectives.filter(({ burnDown }) => burnDown.length > 0).map((objective) => <Section key={objective.id} id={objective.id} title={objective.name}><BurnChart steps={objective.burnDown} zone={zone} /></Section>)}
      <Section id="incidents" title={say("Incidents")}><Incidents document={document} /></Section>
      <Told document={document} />
      <Excluded document={document} />
      <Section id="credit" title={say("Contract and credit")}><CreditWords document={document} confirmedAt={creditConfirmedAt} /></Section>
      <Actions document={document} />
      <Outlook document={document} />
    </>
  );
}

function Differences({ amends }: { amends: NonNullable<StatementDocument["amends"]> }) {
  return (
    <Section id="differences" title={say("What differs from statement {number}", { number: amends.number })}>
      <p className="mb-3 max-w-prose text-sm">{amends.reason}</p>
      <Table caption={say("What differs from statement {number}", { number: amends.number })} columns={[{ key: "what", label: say("Figure") }, { key: "before", label: say("Before"), isNumber: true }, { key: "after", label: say("Now"), isNumber: true }]} rows={amends.differences.map(({ what, before, after }) => ({ id: what, cells: { what, before: before ?? "–", after: <strong className="font-medium">{after ?? "–"}</strong> } }))} />
    </Section>
  );
}

function Objectives({ document }: { document: StatementDocument }) {
  return (
    <Table
      caption={say("Objectives")}
      columns={[{ key: "name", label: say("Objective") }, { key: "target", label: say("Target"), isNumber: true, isHiddenOnPhone: true }, { key: "attained", label: say("Attained"), isNumber: true }, { key: "before", label: say("Before exclusions"), isNumber: true, isHiddenOnPhone: true }, { key: "left", label: say("Budget left"), isNumber: true, isHiddenOnPhone: true }, { key: "result", label: say("Result") }]}
      rows={document.objectives.map((each) => ({ id: each.id, cells: { name: <span className="wrap-anywhere">{each.name}</span>, target: target(each.policy.targetPpm), attained: attained(each.counts) ?? "–", before: attained(each.before) ?? "–", left: percent(each.leftPpm), result: <Result isMet={each.isMet} isObserved={each.isObserved} /> } }))}
      empty={<p className="text-sm text-muted">{say("No objective was promised in this period.")}</p>}
    />
  );
}

function Result({ isMet, isObserved }: { isMet: boolean | null; isObserved: boolean }) {
  if (isMet === null) return <span className="text-muted">{say("Not measured")}</span>;
  if (isObserved) return <span className="text-muted">{say("Observed")}</span>;
  return isMet ? <span className="whitespace-nowrap"><span aria-hidden="true" className="text-operational">✓ </span>{say("Met")}</span> : <span className="font-medium whitespace-nowrap text-danger-text"><span aria-hidden="true">✕ </span>{say("Missed")}</span>;
}

function Incidents({ document }: { document: StatementDocument }) {
  const { zone } = document.customer;
  return (
    <Table
      caption={say("Incidents")}
      columns={[{ key: "title", label: say("Incident") }, { key: "time", label: say("Time"), isHiddenOnPhone: true }, { key: "failed", label: say("Failed for you"), isNumber: true }, { key: "share", label: say("Share"), isNumber: true, isHiddenOnPhone: true }, { key: "told", label: say("First told after"), isNumber: true, isHiddenOnPhone: true }]}
      rows={document.incidents.map((each) => ({ id: each.id, cells: { title: <span className="wrap-anywhere">{each.title}</span>, time: <Span from={each.startedAt} until={each.resolvedAt ?? document.period.until} zone={zone} />, failed: each.isFalseAlarm ? say("False alarm") : each.impact === null ? say("Not measured") : whole(each.impact.failed), share: share(each.impact?.sharePpm ?? null), told: each.firstUpdateMs === null ? "–" : sayLasting(each.firstUpdateMs) } }))}
      empty={<p className="text-sm text-muted">{say("No incident concerned you in this period.")}</p>}
    />
  );
}

function CreditWords({ document, confirmedAt }: { document: StatementDocument; confirmedAt: number | null }) {
  const { credit, portal, customer } = document;
  if (!credit) return <p className="text-sm text-muted">{say("No terms about credits are recorded for you.")}</p>;
  if (!credit.isCounted) return <p className="text-sm text-muted">{say("It could not be computed: counts as fine as the contract asks for are not kept of this period.")}</p>;
  const at = credit.confirmed?.at ?? confirmedAt;
  return (
    <DescriptionList
      facts={[
        { term: say("Contract"), value: credit.terms.name },
        { term: say("Uptime by contract"), value: <span className="tabular-nums">{percent(Math.floor(credit.uptimePpb / 1_000), 4)} ({say("promised")} {target(credit.terms.targetPpm)})</span> },
        { term: say("Downtime"), value: credit.terms.method === "average" ? "–" : sayLasting(credit.downtimeMs) },
        { term: say("Credit"), value: creditWords(credit) ?? say("None due") },
        { term: say("State"), value: at === null ? say("Provisional: not confirmed by {portal} yet", { portal: portal.name }) : <>{say("Confirmed")}, <Time at={at} zone={customer.zone} show="date" /></> },
        ...(credit.creditPpm === 0 ? [] : [{ term: say("To be claimed until"), value: <Time at={credit.claimUntil - 1} zone={customer.zone} show="date" /> }]),
      ]}
    />
  );
}
