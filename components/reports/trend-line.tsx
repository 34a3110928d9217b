import { sayInstant } from "#lib/core/time-words";
import type { StatementDocument } from "#lib/reports/rules/document";
import { isMet } from "#lib/slo/rules/counts";
import { attained } from "./statement-words.ts";

interface Props {
  objective: Pick<StatementDocument["objectives"][number], "trend" | "name">;
  zone: string;
}

/** The months before, each with what it attained and whether that was enough. */
export function TrendLine({ objective: { trend }, zone }: Props) {
  if (trend.length === 0) return <>–</>;
  return (
    <span className="flex flex-wrap gap-x-3 whitespace-nowrap tabular-nums">
      {trend.map(({ from, targetPpm, counts }) => {
        const figure = counts && attained(counts);
        const isMissed = counts !== null && isMet(counts, targetPpm) === false;
        return <span key={from} className={isMissed ? "text-danger-text" : "text-soft"}><span className="text-xs text-muted">{sayInstant(from, { zone, language: "en", style: "month" }).slice(0, 3)}</span> {figure ?? "–"}{isMissed && <span className="sr-only"> missed</span>}</span>;
      })}
    </span>
  );
}
