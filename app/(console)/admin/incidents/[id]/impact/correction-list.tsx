import { EmptyState } from "#components/layout/empty-state";
import { Icon } from "#components/ui/icon";
import { Time } from "#components/ui/time";
import { componentStateLabels, componentStates } from "#lib/catalog/terms";
import type { RecordedCorrection } from "#lib/incidents/queries/record";

interface Line {
  state: string;
  from: number;
  until: number | null;
}

/** Who corrected what, when and why, and how it read before. */
export function CorrectionList({ corrections, zone }: { corrections: readonly RecordedCorrection[]; zone: string }) {
  if (corrections.length === 0) return <EmptyState title="Nothing was corrected.">The record is what the updates told.</EmptyState>;
  return (
    <ol className="divide-y divide-line border-y border-line">
      {corrections.map(({ id, component, reason, correctedAt, correctedBy, before, spans }) => (
        <li key={id} className="grid gap-1.5 py-4 text-sm">
          <p><strong className="font-medium">{component}</strong><span className="text-muted">, <Time at={correctedAt} zone={zone} show="full" />{correctedBy && `, ${correctedBy}`}</span></p>
          <p className="max-w-prose">{reason}</p>
          <details className="text-xs text-muted">
            <summary className="flex items-center gap-1.5 hover:text-ink"><Icon name="chevron" className="chevron size-3" />What it changed</summary>
            <div className="mt-2 grid gap-3 sm:grid-cols-2"><Lines title="It read" lines={before} zone={zone} /><Lines title="Over it was laid" lines={spans} zone={zone} /></div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Lines({ title, lines, zone }: { title: string; lines: readonly Line[]; zone: string }) {
  return (
    <div>
      <p className="font-medium text-soft">{title}</p>
      {lines.length === 0 && <p>Not affected</p>}
      <ul>{lines.map((line) => <li key={line.from}>{labelOf(line.state)}, <Time at={line.from} zone={zone} show="dateTime" /> to {line.until === null ? "now, going on" : <Time at={line.until} zone={zone} show="dateTime" />}</li>)}</ul>
    </div>
  );
}

function labelOf(state: string): string {
  const known = componentStates.find((each) => each === state);
  return known === undefined || known === "operational" ? "Not affected" : componentStateLabels[known];
}
