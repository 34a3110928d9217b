import { say } from "#lib/language/rules/say";
import { formatDuration } from "#lib/core/time";
import { burnText } from "#lib/slo/rules/budget";
import { percentOfPpm } from "#lib/slo/rules/counts";
import type { PastFigure, SloVersion, SloView } from "#lib/slo/rules/view";
import { attainmentWords, categoryWords, countsWords, leftWords, policySentences, warningSentences } from "#lib/slo/rules/words";
import { EmptyState } from "../layout/empty-state.tsx";
import { Badge } from "../ui/badge.tsx";
import { Section } from "../ui/card.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Span, Time } from "../ui/time.tsx";
import { BudgetBar, BudgetLabel, budgetStateOf, MonthBars, MonthTable } from "./figures.tsx";

export interface SloEntry {
  view: SloView;
  versions: readonly SloVersion[];
  past: readonly PastFigure[];
  /** From what share of its budget on this customer asked to be told. */
  own: { leftPpm: number; setByName: string } | null;
}

interface Props {
  entries: readonly SloEntry[];
  zone: string;
  base: string;
  now: number;
}

/** What one customer was promised, what it got, and how much of the budget is left; every figure opens into what it is made of. */
export function SloDocument({ entries, zone, base, now }: Props) {
  if (entries.length === 0) return <div className="mt-10"><EmptyState title="No objectives yet">When one is agreed, you see here what was promised, what was measured and how much may still fail.</EmptyState></div>;
  return (
    <>
      <p className="mt-8 text-xl font-semibold text-balance">{sentenceOf(entries)}</p>
      {entries.map((entry) => <Objective key={entry.view.slo.id} {...entry} zone={zone} base={base} now={now} />)}
    </>
  );
}

function sentenceOf(entries: readonly SloEntry[]): string {
  const states = entries.map(({ view }) => budgetStateOf(view.figure.leftPpm));
  const usedUp = states.filter((state) => state === "exhausted").length;
  if (usedUp > 0) return `${usedUp === 1 ? "One budget is" : `${usedUp} budgets are`} used up: we have kept less than we promised.`;
  if (states.includes("at_risk")) return "All objectives are kept so far. A budget is nearly used up.";
  return states.every((state) => state === "no_data") ? "Nothing has been counted yet." : "All objectives are kept.";
}

function Objective({ view, versions, past, own, zone, base, now }: SloEntry & Omit<Props, "entries">) {
  const { slo, figure, version } = view;
  const { policy } = version.definition;
  return (
    <Section id={slo.id} title={slo.name} aside={<BudgetLabel state={budgetStateOf(figure.leftPpm)} />}>
      {version.bindsFrom > now && <p className="mb-3 text-sm text-soft"><Badge>Observed</Badge> It binds from <Time at={version.bindsFrom} zone={zone} show="date" />.</p>}
      <dl className="grid grid-cols-3 gap-x-6 gap-y-1">
        <Number term="Attained" value={attainmentWords(figure.counts)} />
        <Number term="Target" value={`${percentOfPpm(policy.targetPpm)} %`} />
        <Number term="Budget left" value={leftWords(figure.leftPpm)} />
      </dl>
      <div className="mt-3"><BudgetBar leftPpm={figure.leftPpm} label={`Budget left: ${leftWords(figure.leftPpm)}`} /></div>
      <p className="mt-2 text-sm text-muted">{outlook(view)} <TextLink href={`${base}/slos/${slo.id}`}>{say("Explain this number")}<span className="sr-only">{say(" of {title}", { title: slo.name })}</span></TextLink></p>
      <details className="mt-4">
        <summary className="text-sm text-accent hover:text-accent-strong">What this is made of</summary>
        <div className="mt-3 grid gap-4 text-sm"><Explained view={view} zone={zone} /></div>
      </details>
      <Exclusions view={view} zone={zone} base={base} />
      <details className="mt-3">
        <summary className="text-sm text-accent hover:text-accent-strong">Who is told, and when</summary>
        <div className="mt-3 grid gap-3 text-sm"><Warnings view={view} own={own} base={base} /></div>
      </details>
      <details className="mt-3">
        <summary className="text-sm text-accent hover:text-accent-strong">Month by month</summary>
        <div className="mt-3 grid gap-4"><MonthBars past={past} zone={zone} /><MonthTable past={past} zone={zone} versions={versions} /></div>
      </details>
    </Section>
  );
}

function Number({ term, value }: { term: string; value: string }) {
  return <div><dt className="text-xs text-muted">{term}</dt><dd className="text-lg font-semibold tabular-nums">{value}</dd></div>;
}

function outlook({ burn, exhaustionMs, figure }: SloView): string {
  const young = figure.isFull ? "" : " The window is not full yet: it is measured from when counting began.";
  if (burn === null) return `Nothing was counted in the last hour.${young}`;
  const lasts = exhaustionMs === null || exhaustionMs === 0 ? "" : ` As in the last six hours, the budget would last ${formatDuration(exhaustionMs)}.`;
  return `In the last hour the budget burned at ${burnText(burn, 1)} times what it can keep.${lasts}${young}`;
}

function Explained({ view, zone }: { view: SloView; zone: string }) {
  const { figure, version } = view;
  const { policy } = version.definition;
  const { counts, before, budget, projected, tally } = figure;
  const isChanged = before.good !== counts.good || before.total !== counts.total;
  return (
    <>
      {figure.parts.map((part) => <p key={part.sliId}>{figure.parts.length > 1 && <strong className="font-medium">{part.name}: </strong>}{part.definition}</p>)}
      <p className="tabular-nums">{countsWords(counts, policy.method)} were good, from <Span from={figure.elapsed.from} until={figure.elapsed.until} zone={zone} />.</p>
      {policy.method !== "ratio_timeslices" && <p className="tabular-nums">{whole(budget.allowed)} may fail, {whole(budget.spent)} did, {whole(budget.left)} {budget.left < 0 ? "too many" : "are left"}.{projected.budget.allowed !== budget.allowed && ` If traffic goes on like this, ${whole(projected.budget.allowed)} may fail in the whole window.`}</p>}
      {isChanged && <p className="tabular-nums">Without exclusions and planned work: {attainmentWords(before)}, {countsWords(before, policy.method)}.</p>}
      {tally !== null && tally.missing + tally.excluded > 0 && <p className="tabular-nums">{whole(tally.missing)} slices without counts, {whole(tally.excluded)} taken out.</p>}
      <ul className="list-disc ps-5 text-soft">{policySentences(policy).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </>
  );
}

function Warnings({ view: { slo, version }, own, base }: { view: SloView; own: SloEntry["own"]; base: string }) {
  return (
    <>
      <div>
        <p>Our team is told</p>
        <ul className="mt-1 list-disc ps-5 text-soft">{warningSentences(version.definition).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </div>
      <p>{own === null ? "You are told by its incidents, and here." : `Your owners get a mail when less than ${own.leftPpm / 10_000} % of the budget is left, as ${own.setByName} asked.`} <TextLink href={`${base}/slos/${slo.id}/threshold`}>{own === null ? "Hear of it earlier" : "Change that"}</TextLink></p>
    </>
  );
}

function Exclusions({ view, zone, base }: { view: SloView; zone: string; base: string }) {
  if (view.exclusions.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="text-sm text-accent hover:text-accent-strong">Exclusions ({view.exclusions.length})</summary>
      <ul className="mt-3 grid gap-4 text-sm">
        {view.exclusions.map((each) => (
          <li key={each.id} className="grid gap-1 border-s border-line ps-4">
            <p className="font-medium"><Span from={each.from} until={each.until} zone={zone} /></p>
            <p>{categoryWords[each.category]}, {each.effect === "removed" ? "taken out" : "counted good"}{each.clause === "" ? "" : ` by ${each.clause}`}: {each.reason}</p>
            <p className="text-muted">By {each.createdByName}{each.approvedByName === null ? "" : `, agreed by ${each.approvedByName}`}.</p>
            {each.dispute !== null && <p>{each.disputedByName}: “{each.dispute}” {each.disputeAnswer === null ? <span className="text-muted">We will answer.</span> : <>Our answer: “{each.disputeAnswer}”</>}</p>}
            {view.slo.customerId !== null && (each.dispute === null || each.disputeSettledAt !== null) && <p><TextLink href={`${base}/slos/exclusions/${each.id}`}>I see this differently</TextLink></p>}
          </li>
        ))}
      </ul>
    </details>
  );
}

const format = new Intl.NumberFormat("en-GB");
const whole = (value: number) => format.format(value).replace("-", "−");
