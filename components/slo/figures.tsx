import { say, sayFigure, sayKnown, sayTime } from "#lib/language/rules/say";
import { nextBudgetState } from "#lib/slo/rules/burn-alerts";
import { floorDecimal, percentOfPpm } from "#lib/slo/rules/counts";
import type { PastFigure, SloVersion } from "#lib/slo/rules/view";
import { attainmentWords, countsWords, leftWords } from "#lib/slo/rules/words";
import type { BudgetState } from "#lib/slo/terms";
import { type MarkState, StateLabel } from "../status/state-mark.tsx";
import { Table } from "../ui/table.tsx";

const marks: Record<BudgetState, MarkState> = { healthy: "operational", at_risk: "degraded_performance", exhausted: "major_outage", no_data: "no_data" };
const words: Record<BudgetState, string> = { healthy: "Within budget", at_risk: "Budget at risk", exhausted: "Budget used up", no_data: "No data" };

export function BudgetLabel({ state }: { state: BudgetState }) {
  return <StateLabel state={marks[state]} label={sayKnown(words[state])} />;
}

/** Without what was said before, as a page that is drawn once has no before. */
export function budgetStateOf(leftPpm: number | null): BudgetState {
  return nextBudgetState("healthy", leftPpm);
}

const size = { width: 320, height: 8 };

/** How much of a budget is left: a bar to half of a per cent, empty when it is used up. */
export function BudgetBar({ leftPpm, label }: { leftPpm: number | null; label: string }) {
  const left = Math.min(1_000_000, Math.max(0, leftPpm ?? 0));
  const state = budgetStateOf(leftPpm);
  const colour = state === "healthy" ? "text-operational" : state === "at_risk" ? "text-degraded" : "text-major";
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" className="h-2 w-full">
      <rect width={size.width} height={size.height} rx="4" className="fill-line" />
      {left > 0 && <rect width={Math.max(4, Math.round((left * size.width) / 1_000_000))} height={size.height} rx="4" className={`fill-current ${colour}`} />}
    </svg>
  );
}

const bar = { width: 18, gap: 6, height: 48 };

const leftIn = (leftPpm: number | null) => sayFigure(sayKnown(leftWords(leftPpm)));

/** Completed months as small bars: full height is a budget untouched, none a budget used up. The table below says the same in numbers. */
export function MonthBars({ past, zone }: { past: readonly PastFigure[]; zone: string }) {
  const width = past.length * (bar.width + bar.gap);
  return (
    <svg role="img" aria-label={say("Budget left at the end of each month")} viewBox={`0 0 ${width} ${bar.height + 2}`} className="h-12 max-w-full">
      {past.map(({ from, figure }, index) => {
        const left = figure?.leftPpm ?? null;
        const height = left === null ? 0 : Math.max(3, Math.round((Math.min(1_000_000, Math.max(0, left)) * bar.height) / 1_000_000));
        const state = budgetStateOf(left);
        const colour = left === null ? "text-unknown" : state === "exhausted" ? "text-major" : state === "at_risk" ? "text-degraded" : "text-operational";
        return (
          <g key={from}>
            <title>{`${sayTime({ at: from, zone }, "month")}: ${leftIn(left)}`}</title>
            <rect x={index * (bar.width + bar.gap)} y={bar.height} width={bar.width} height="2" className="fill-line" />
            {height > 0 && <rect x={index * (bar.width + bar.gap)} y={bar.height - height} width={bar.width} height={height} rx="2" className={`fill-current ${colour}`} />}
          </g>
        );
      })}
    </svg>
  );
}

export function MonthTable({ past, zone, versions }: { past: readonly PastFigure[]; zone: string; versions: readonly SloVersion[] }) {
  const targetOf = (number: number) => versions.find((version) => version.number === number)?.definition.policy;
  const rows = past.toReversed().map(({ from, figure, version, isObserved }) => {
    const policy = targetOf(version);
    return {
      id: String(from),
      cells: {
        month: sayTime({ at: from, zone }, "month"),
        attained: figure ? sayFigure(sayKnown(attainmentWords(figure.counts))) : say("Not kept"),
        target: policy ? `${sayFigure(percentOfPpm(policy.targetPpm))}\u00a0%` : "–",
        met: figure?.isMet == null ? "–" : `${figure.isMet ? say("Met") : say("Missed")}${isObserved ? `, ${say("observed")}` : ""}`,
        left: figure ? leftIn(figure.leftPpm) : "–",
        counted: figure && policy ? countsWords(figure.counts, policy.method) : "–",
      },
    };
  });
  return (
    <Table
      caption={say("Month by month, the latest first")}
      columns={[{ key: "month", label: say("Month") }, { key: "attained", label: say("Attained"), isNumber: true }, { key: "target", label: say("Target"), isNumber: true }, { key: "met", label: say("Result") }, { key: "left", label: say("Budget left"), isNumber: true }, { key: "counted", label: say("Counted"), isNumber: true, isHiddenOnPhone: true }]}
      rows={rows}
      empty={<p className="text-sm text-muted">{say("No month is over yet. The first one stands here when it is.")}</p>}
    />
  );
}

/** A burn in thousandths, as text. */
export function burnMilliText(burnMilli: number | null): string {
  return burnMilli === null ? "–" : `${floorDecimal(BigInt(burnMilli), 1_000n, 1)}×`;
}
