import { currentLanguage } from "#lib/core/language";
import { sharePercent } from "#lib/impact/rules/words";
import { say, sayTime } from "#lib/language/rules/say";
import type { BurnStep } from "#lib/slo/rules/burn-down";
import { Table } from "../ui/table.tsx";

const size = { width: 720, height: 180, top: 12, bottom: 22, left: 76 };

/** An incident that used some of it. */
interface Mark {
  id: string;
  title: string;
  from: number;
  usedPpm: number;
}

/** What was left of the budget after each day of the window: an area down to the line of nothing left, below it where more failed than may. */
export function BurnChart({ steps, marks = [], zone }: { steps: readonly BurnStep[]; marks?: readonly Mark[]; zone: string }) {
  if (steps.length === 0) return <p className="text-sm text-muted">{say("There is no budget to draw yet.")}</p>;
  const lowest = Math.min(0, ...steps.map(({ leftPpm }) => leftPpm));
  // A window that is far below nothing would leave no room for the rest: its bottom is where the chart ends, and the table has the number.
  const floor = Math.max(lowest, -2_000_000);
  const y = (ppm: number) => size.top + ((1_000_000 - Math.max(floor, ppm)) * (size.height - size.top - size.bottom)) / (1_000_000 - floor);
  const x = (index: number) => size.left + (index * (size.width - size.left - 4)) / steps.length;
  const points = [{ x: x(0), y: y(1_000_000) }, ...steps.map(({ leftPpm }, index) => ({ x: x(index + 1), y: y(leftPpm) }))];
  const line = points.map((point, index) => `${index === 0 ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join(" ");
  const zero = y(0);
  const last = steps.at(-1)?.leftPpm ?? 0;
  const colour = last <= 0 ? "text-major" : last <= 200_000 ? "text-degraded" : "text-operational";
  return (
    <svg role="img" aria-label={say("Budget left, day by day. It stands at {left} now.", { left: percent(last) })} viewBox={`0 0 ${size.width} ${size.height}`} className="w-full text-muted">
      <path d={`${line} L${x(steps.length).toFixed(1)} ${zero.toFixed(1)} L${x(0).toFixed(1)} ${zero.toFixed(1)} Z`} className={`fill-current ${colour} opacity-15`} />
      {steps.map((step, index) => (
        <rect key={step.from} x={x(index)} y={size.top} width={x(1) - x(0)} height={size.height - size.top - size.bottom} className="fill-transparent">
          <title>{`${sayTime({ at: step.from, zone }, "date")}: ${percent(step.leftPpm)}`}</title>
        </rect>
      ))}
      {[1_000_000, 0, ...(floor < -500_000 ? [floor] : [])].map((at) => (
        <g key={at}>
          <line x1={size.left} x2={size.width} y1={y(at)} y2={y(at)} className={at === 0 ? "stroke-edge" : "stroke-line"} strokeWidth="1" />
          <text x={size.left - 8} y={y(at) + 4} textAnchor="end" className="fill-current text-[11px] max-sm:text-[20px] tabular-nums">{`${at < 0 ? "−" : ""}${Math.abs(Math.round(at / 10_000))} %`}</text>
        </g>
      ))}
      <path d={line} className={`fill-none stroke-current ${colour}`} strokeWidth="2" strokeLinejoin="round" />
      {marks.map((mark) => (
        <path key={mark.id} d={`M${x(placeOf(steps, mark.from)).toFixed(1)} ${size.top + 2} l-5 -9 h10 Z`} className="fill-current text-major">
          <title>{`${mark.title}: ${percent(mark.usedPpm)}`}</title>
        </path>
      ))}
      <text x={size.left} y={size.height - 4} className="fill-current text-[11px] max-sm:text-[20px]">{sayTime({ at: steps[0]?.from ?? 0, zone }, "dayMonth")}</text>
      <text x={size.width} y={size.height - 4} textAnchor="end" className="fill-current text-[11px] max-sm:text-[20px]">{sayTime({ at: (steps.at(-1)?.until ?? 1) - 1, zone }, "dayMonth")}</text>
    </svg>
  );
}

/** Where an instant stands among the steps, in steps from the left. */
function placeOf(steps: readonly BurnStep[], at: number): number {
  const index = steps.findIndex(({ until }) => at < until);
  const step = steps[index];
  return step ? index + Math.max(0, (at - step.from) / (step.until - step.from)) : steps.length;
}

/** The same in numbers, the latest first. */
export function BurnTable({ steps, zone }: { steps: readonly BurnStep[]; zone: string }) {
  const rows = steps.toReversed().map((step) => ({ id: String(step.from), cells: { day: sayTime({ at: step.from, zone }, "date"), used: percent(step.usedPpm), left: percent(step.leftPpm) } }));
  return <Table caption={say("Budget left after each day, the latest first")} columns={[{ key: "day", label: say("From") }, { key: "used", label: say("Used"), isNumber: true }, { key: "left", label: say("Left"), isNumber: true }]} rows={rows} />;
}

function percent(ppm: number): string {
  return sharePercent(ppm, currentLanguage());
}
