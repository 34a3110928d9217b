import { say, sayFigure, sayKnown, sayLasting } from "#lib/language/rules/say";
import { burnText } from "#lib/slo/rules/budget";
import { percentOfPpm } from "#lib/slo/rules/counts";
import type { PastFigure, SloVersion, SloView } from "#lib/slo/rules/view";
import { attainmentWords, categoryWords, countsWords, leftWords, policySentences, sayWhole, warningSentences } from "#lib/slo/rules/words";
import { EmptyState } from "../layout/empty-state.tsx";
import { Badge } from "../ui/badge.tsx";
import { Section } from "../ui/card.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Span, Time } from "../ui/time.tsx";
import { Say } from "../ui/say.tsx";
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
  if (entries.length === 0) return <div className="mt-10"><EmptyState title={say("No objectives yet")}>{say("When one is agreed, you see here what was promised, what was measured and how much may still fail.")}</EmptyState></div>;
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
  if (usedUp > 0) return say("One budget is used up: we have kept less than we promised.|{count} budgets are used up: we have kept less than we promised.", { count: usedUp });
  if (states.includes("at_risk")) return say("All objectives are kept so far. A budget is nearly used up.");
  return states.every((state) => state === "no_data") ? say("Nothing has been counted yet.") : say("All objectives are kept.");
}

function Objective({ view, versions, past, own, zone, base, now }: SloEntry & Omit<Props, "entries">) {
  const { slo, figure, version } = view;
  const { policy } = version.definition;
  return (
    <Section id={slo.id} title={slo.name} aside={<BudgetLabel state={budgetStateOf(figure.leftPpm)} />}>
      {version.bindsFrom > now && <p className="mb-3 text-sm text-soft"><Badge>{say("Observed")}</Badge> <Say words="It binds from {time}." time={<Time at={version.bindsFrom} zone={zone} show="date" />} /></p>}
      <dl className="grid grid-cols-3 gap-x-6 gap-y-1">
        <Number term={say("Attained")} value={sayFigure(sayKnown(attainmentWords(figure.counts)))} />
        <Number term={say("Target")} value={`${sayFigure(percentOfPpm(policy.targetPpm))}\u00a0%`} />
        <Number term={say("Budget left")} value={leftIn(figure.leftPpm)} />
      </dl>
      <div className="mt-3"><BudgetBar leftPpm={figure.leftPpm} label={`${say("Budget left")}: ${leftIn(figure.leftPpm)}`} /></div>
      <p className="mt-2 text-sm text-muted">{outlook(view)} <TextLink href={`${base}/slos/${slo.id}`}>{say("Explain this number")}<span className="sr-only">{say(" of {title}", { title: slo.name })}</span></TextLink></p>
      <details className="mt-4">
        <summary className="text-sm text-accent hover:text-accent-strong">{say("What this is made of")}</summary>
        <div className="mt-3 grid gap-4 text-sm"><Explained view={view} zone={zone} /></div>
      </details>
      <Exclusions view={view} zone={zone} base={base} />
      <details className="mt-3">
        <summary className="text-sm text-accent hover:text-accent-strong">{say("Who is told, and when")}</summary>
        <div className="mt-3 grid gap-3 text-sm"><Warnings view={view} own={own} base={base} /></div>
      </details>
      <details className="mt-3">
        <summary className="text-sm text-accent hover:text-accent-strong">{say("Month by month")}</summary>
        <div className="mt-3 grid gap-4"><MonthBars past={past} zone={zone} /><MonthTable past={past} zone={zone} versions={versions} /></div>
      </details>
    </Section>
  );
}

function Number({ term, value }: { term: string; value: string }) {
  return <div><dt className="text-xs text-muted">{term}</dt><dd className="text-lg font-semibold tabular-nums">{value}</dd></div>;
}

function outlook({ burn, exhaustionMs, figure }: SloView): string {
  const young = figure.isFull ? "" : ` ${say("The window is not full yet: it is measured from when counting began.")}`;
  if (burn === null) return `${say("Nothing was counted in the last hour.")}${young}`;
  const lasts = exhaustionMs === null || exhaustionMs === 0 ? "" : ` ${say("As in the last six hours, the budget would last {time}.", { time: sayLasting(exhaustionMs) })}`;
  return `${say("In the last hour the budget burned at {times} times what it can keep.", { times: sayFigure(burnText(burn, 1)) })}${lasts}${young}`;
}

function Explained({ view, zone }: { view: SloView; zone: string }) {
  const { figure, version } = view;
  const { policy } = version.definition;
  const { counts, before, budget, projected, tally } = figure;
  const isChanged = before.good !== counts.good || before.total !== counts.total;
  return (
    <>
      {figure.parts.map((part) => <p key={part.sliId}>{figure.parts.length > 1 && <strong className="font-medium">{part.name}: </strong>}{part.definition}</p>)}
      <p className="tabular-nums"><Say words="{counts} were good, from {time}." counts={countsWords(counts, policy.method)} time={<Span from={figure.elapsed.from} until={figure.elapsed.until} zone={zone} />} /></p>
      {policy.method !== "ratio_timeslices" && <p className="tabular-nums">{budget.left < 0 ? say("{allowed} may fail, {spent} did: {left} too many.", { allowed: sayWhole(budget.allowed), spent: sayWhole(budget.spent), left: sayWhole(-budget.left) }) : say("{allowed} may fail, {spent} did, {left} are left.", { allowed: sayWhole(budget.allowed), spent: sayWhole(budget.spent), left: sayWhole(budget.left) })}{projected.budget.allowed !== budget.allowed && ` ${say("If traffic goes on like this, {allowed} may fail in the whole window.", { allowed: sayWhole(projected.budget.allowed) })}`}</p>}
      {isChanged && <p className="tabular-nums">{say("Without exclusions and planned work: {attained}, {counts}.", { attained: sayFigure(attainmentWords(before)), counts: countsWords(before, policy.method) })}</p>}
      {tally !== null && tally.missing + tally.excluded > 0 && <p className="tabular-nums">{say("{missing} slices without counts, {excluded} taken out.", { missing: sayWhole(tally.missing), excluded: sayWhole(tally.excluded) })}</p>}
      <ul className="list-disc ps-5 text-soft">{policySentences(policy).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </>
  );
}

function Warnings({ view: { slo, version }, own, base }: { view: SloView; own: SloEntry["own"]; base: string }) {
  return (
    <>
      <div>
        <p>{say("Our team is told")}</p>
        <ul className="mt-1 list-disc ps-5 text-soft">{warningSentences(version.definition).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </div>
      <p>{own === null ? say("You are told by its incidents, and here.") : say("Your owners get a mail when less than {share} of the budget is left, as {name} asked.", { share: `${own.leftPpm / 10_000}\u00a0%`, name: own.setByName })} <TextLink href={`${base}/slos/${slo.id}/threshold`}>{own === null ? say("Hear of it earlier") : say("Change that")}</TextLink></p>
    </>
  );
}

function Exclusions({ view, zone, base }: { view: SloView; zone: string; base: string }) {
  if (view.exclusions.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="text-sm text-accent hover:text-accent-strong">{say("Exclusions")} ({view.exclusions.length})</summary>
      <ul className="mt-3 grid gap-4 text-sm">
        {view.exclusions.map((each) => (
          <li key={each.id} className="grid gap-1 border-s border-line ps-4">
            <p className="font-medium"><Span from={each.from} until={each.until} zone={zone} /></p>
            <p>{sayKnown(categoryWords[each.category])}, {each.effect === "removed" ? say("taken out") : say("counted good")}{each.clause === "" ? "" : ` (${each.clause})`}: {each.reason}</p>
            <p className="text-muted">{each.approvedByName === null ? say("By {name}.", { name: each.createdByName }) : say("By {name}, agreed by {second}.", { name: each.createdByName, second: each.approvedByName })}</p>
            {each.dispute !== null && <p>{each.disputedByName}: “{each.dispute}” {each.disputeAnswer === null ? <span className="text-muted">{say("We will answer.")}</span> : <>{say("Our answer: “{words}”", { words: each.disputeAnswer })}</>}</p>}
            {view.slo.customerId !== null && (each.dispute === null || each.disputeSettledAt !== null) && <p><TextLink href={`${base}/slos/exclusions/${each.id}`}>{say("I see this differently")}</TextLink></p>}
          </li>
        ))}
      </ul>
    </details>
  );
}

const leftIn = (leftPpm: number | null) => sayFigure(sayKnown(leftWords(leftPpm)));
