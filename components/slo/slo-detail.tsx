import { currentLanguage } from "#lib/core/language";
import { formatDuration } from "#lib/core/time";
import type { Spender } from "#lib/impact/terms";
import { sharePercent, wholeNumber } from "#lib/impact/rules/words";
import { say, sayFigure, sayLasting } from "#lib/language/rules/say";
import type { BurnStep, Coverage } from "#lib/slo/rules/burn-down";
import { burnText } from "#lib/slo/rules/budget";
import { percentOfPpm } from "#lib/slo/rules/counts";
import { explainFigure, type Sum, wholeTotalOf } from "#lib/slo/rules/explain";
import type { PastFigure, SloVersion, SloView } from "#lib/slo/rules/view";
import { attainmentWords, countsWords, leftWords, policySentences } from "#lib/slo/rules/words";
import { Section } from "../ui/card.tsx";
import { LinkButton } from "../ui/button.tsx";
import { Table } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Say } from "../ui/say.tsx";
import { Span, Time } from "../ui/time.tsx";
import { BurnChart, BurnTable } from "./burn-chart.tsx";
import { BudgetLabel, budgetStateOf, MonthBars, MonthTable } from "./figures.tsx";
import { ForecastWords, type Outlook } from "./forecast.tsx";

const spendersShown = 10;

export interface Detail extends SloView {
  versions: readonly SloVersion[];
  past: readonly PastFigure[];
  steps: readonly BurnStep[];
  coverage: Coverage;
  forecast: Outlook | null;
}

/** One objective in full: what it stands at, how it came to that, how sure it is, and how likely it is to hold. */
export function SloDetailDocument({ detail, spenders, zone, base }: { detail: Detail; spenders: readonly Spender[]; zone: string; base: string }) {
  const { slo, figure, version, versions, past, steps, forecast } = detail;
  const { policy } = version.definition;
  const home = `${base}/slos/${slo.id}`;
  return (
    <>
      <div className="mt-6"><BudgetLabel state={budgetStateOf(figure.leftPpm)} /></div>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure term={say("Attained")} value={sayFigure(attainmentWords(figure.counts))} />
        <Figure term={say("Target")} value={`${sayFigure(percentOfPpm(policy.targetPpm))}\u00a0%`} />
        <Figure term={say("Budget left")} value={sayFigure(leftWords(figure.leftPpm))} />
        <Figure term={say("Burn, last hour")} value={detail.burn === null ? "–" : `${sayFigure(burnText(detail.burn, 1))}×`} />
      </dl>
      {detail.exhaustionMs !== null && detail.exhaustionMs > 0 && <p className="mt-4 text-sm text-muted">{say("As in the last six hours, the budget would last {time}.", { time: sayLasting(detail.exhaustionMs) })}</p>}
      {!figure.isFull && <p className="mt-2 text-sm text-muted">{say("The window is not full yet: it is measured from when counting began.")}</p>}
      <Section id="burn-down" title={say("Budget left, day by day")}>
        <BurnChart steps={steps} marks={spenders} zone={zone} />
        {steps.length > 0 && <Fold label={say("The same as a table")}><BurnTable steps={steps} zone={zone} /></Fold>}
        {steps.length > 0 && <Spenders spenders={spenders} zone={zone} base={base} />}
      </Section>
      <Section id="explain" title={say("Explain this number")} aside={<TextLink href={`${base}/slos/how-we-count`}>{say("How we count")}</TextLink>}><Explained detail={detail} zone={zone} home={home} /></Section>
      <Section id="outlook" title={say("Outlook, an estimate")}><ForecastWords outlook={forecast} window={policy.window} /></Section>
      <Section id="months" title={say("Thirteen months")} aside={<TextLink href={`${home}/months/export`}>CSV</TextLink>}>
        <p className="mb-3 text-sm text-muted">{trendWords(past)}</p>
        <div className="grid gap-4"><MonthBars past={past} zone={zone} /><MonthTable past={past} zone={zone} versions={versions} /></div>
      </Section>
      <Section id="coverage" title={say("What was counted")}><CoverageWords coverage={detail.coverage} zone={zone} /></Section>
      <Section id="rules" title={say("What is promised")}>
        <div className="grid max-w-prose gap-2 text-sm">
          {figure.parts.map((part) => <p key={part.sliId} className="wrap-anywhere">{figure.parts.length > 1 && <strong className="font-medium">{part.name}: </strong>}{part.definition}</p>)}
          <ul className="list-disc ps-5 text-soft">{policySentences(policy).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </div>
      </Section>
    </>
  );
}

function Spenders({ spenders, zone, base }: { spenders: readonly Spender[]; zone: string; base: string }) {
  const caption = say("Incidents in whose time some of it was used");
  return (
    <div className="mt-8">
      <h3 className="mb-3 text-sm font-semibold">{caption}</h3>
      <Table
        caption={caption}
        columns={[{ key: "title", label: say("Incident") }, { key: "time", label: say("Time"), isHiddenOnPhone: true }, { key: "used", label: say("Used"), isNumber: true }]}
        rows={spenders.slice(0, spendersShown).map((each) => ({ id: each.id, cells: {
          title: <TextLink href={`${base}/incidents/${each.code}`}><span className="wrap-anywhere">{each.title}</span></TextLink>,
          time: each.until === null ? <Say words="Since {time}" time={<Time at={each.from} zone={zone} show="dateTime" />} /> : <Span from={each.from} until={each.until} zone={zone} />,
          used: sharePercent(each.usedPpm, currentLanguage()),
        } }))}
        empty={<p className="text-sm text-muted">{say("None: nothing failed while one of them was going on.")}</p>}
      />
      {spenders.length > spendersShown && <p className="mt-2 text-sm text-muted">{say("And {count} more.", { count: spenders.length - spendersShown })}</p>}
    </div>
  );
}

function Figure({ term, value }: { term: string; value: string }) {
  return <div className="flex flex-col-reverse justify-end"><dt className="text-xs text-muted">{term}</dt><dd className="text-xl font-semibold tabular-nums">{value}</dd></div>;
}

function Fold({ label, children }: { label: string; children: React.ReactNode }) {
  return <details className="mt-3"><summary className="text-sm text-accent hover:text-accent-strong">{label}</summary><div className="mt-3">{children}</div></details>;
}

function Explained({ detail, zone, home }: { detail: Detail; zone: string; home: string }) {
  const { figure, version, exclusions } = detail;
  const { policy, way } = version.definition;
  const sums = way === "weighted" ? [] : explainFigure({ ...figure, wholeTotal: wholeTotalOf(figure, policy) }, policy.targetPpm);
  const isChanged = figure.before.good !== figure.counts.good || figure.before.total !== figure.counts.total;
  return (
    <div className="grid gap-4 text-sm">
      <p className="tabular-nums">{countsWords(figure.counts, policy.method)}: <Span from={figure.elapsed.from} until={figure.elapsed.until} zone={zone} /></p>
      {sums.length > 0 && <Sums sums={sums} />}
      <p className="max-w-prose text-muted">{say("Everything is counted in whole numbers, compared unrounded, and rounded down when it is shown.")}</p>
      <Table
        caption={say("Before and after exclusions")}
        columns={[{ key: "what", label: say("Exclusions and planned work") }, { key: "attained", label: say("Attained"), isNumber: true }, { key: "counts", label: say("Counted"), isNumber: true, isHiddenOnPhone: true }]}
        rows={[
          { id: "before", cells: { what: say("Without them"), attained: sayFigure(attainmentWords(figure.before)), counts: countsWords(figure.before, policy.method) } },
          { id: "after", cells: { what: isChanged ? say("With them: this counts") : say("With them: they change nothing here"), attained: sayFigure(attainmentWords(figure.counts)), counts: countsWords(figure.counts, policy.method) } },
        ]}
      />
      {exclusions.length > 0 && <p>{say("{count} exclusion stands with who made it and why on the page of all objectives.|{count} exclusions stand with who made them and why on the page of all objectives.", { count: exclusions.length })}</p>}
      <p><LinkButton size="small" href={`${home}/slots/export`}>{say("Download the slots it came from")}</LinkButton></p>
    </div>
  );
}

function Sums({ sums }: { sums: readonly Sum[] }) {
  const words: Record<Sum["of"], string> = { attained: say("Attained: good ÷ all"), allowed: say("May fail: all × (100 % − target)"), left: say("Budget left: (may fail − failed) ÷ may fail") };
  return (
    <dl className="grid gap-3">
      {sums.map((sum) => (
        <div key={sum.of}>
          <dt className="text-muted">{words[sum.of]}</dt>
          <dd className="tabular-nums wrap-anywhere">{inWords(sum.formula)} = {inWords(sum.unrounded)} → <strong className="font-semibold">{sayFigure(sum.shown)}</strong></dd>
        </div>
      ))}
    </dl>
  );
}

// A sum has several numbers with a decimal point in it.
function inWords(formula: string): string {
  return currentLanguage() === "de" ? formula.replaceAll(".", ",") : formula;
}

function CoverageWords({ coverage, zone }: { coverage: Coverage; zone: string }) {
  const shown = coverage.gaps.slice(0, 5);
  return (
    <div className="grid gap-3 text-sm">
      <p className="max-w-prose">{say("{covered} of the quarter hours of this window have counts.", { covered: sharePercent(coverage.coveredPpm, currentLanguage()) })} {coverage.gaps.length === 0 && say("There is no gap of an hour or more.")}</p>
      {shown.length > 0 && (
        <ul className="grid gap-1 tabular-nums">
          {shown.map((gap) => <li key={gap.from}><Span from={gap.from} until={gap.until} zone={zone} />, {currentLanguage() === "en" ? formatDuration(gap.until - gap.from) : sayLasting(gap.until - gap.from)}</li>)}
        </ul>
      )}
      {coverage.gaps.length > shown.length && <p className="text-muted">{say("and {count} more", { count: wholeNumber(coverage.gaps.length - shown.length, currentLanguage()) })}</p>}
    </div>
  );
}

/** How the last whole month compares with those before it. */
function trendWords(past: readonly PastFigure[]): string {
  const known = past.flatMap(({ figure }) => (figure?.leftPpm == null ? [] : [figure.leftPpm]));
  const last = known.at(-1);
  const before = known.slice(-4, -1);
  if (last === undefined || before.length < 3) return say("There are not enough whole months to see a trend.");
  const mean = before.reduce((sum, each) => sum + each, 0) / before.length;
  if (Math.abs(last - mean) < 50_000) return say("The last month was like the three before it.");
  return last > mean ? say("The last month was better than the three before it on average.") : say("The last month was worse than the three before it on average.");
}
