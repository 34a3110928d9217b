import { type MaintenanceState, maintenanceStateLabels } from "#lib/maintenance/terms";
import { Button } from "../ui/button.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { Span } from "../ui/time.tsx";

interface SeriesTimesProps {
  times: readonly { at: number; code: string | null; state: MaintenanceState | null }[];
  durationMs: number;
  zone: string;
  base: string;
  canPost: boolean;
  now: number;
}

/** The next times of a series: those planned lead to their page, each other can be taken out to be moved or cancelled alone. */
export function SeriesTimes({ times, durationMs, zone, base, canPost, now }: SeriesTimesProps) {
  if (times.length === 0) return <p className="text-sm text-muted">No time is left.</p>;
  return (
    <ul className="border-t border-line text-sm">
      {times.map(({ at, code, state }) => (
        <li key={at} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
          <span className="tabular-nums"><Span from={at} until={at + durationMs} zone={zone} /></span>
          <span className="flex flex-wrap items-center gap-x-4">
            {canPost && at > now && (state === null || state === "scheduled") && <a href={`${base}?from=${at}#change`} className="text-xs text-muted hover:text-ink hover:underline">Change from here on</a>}
            {code !== null && state !== null ? <TextLink href={`/admin/maintenance/${code}`}>{maintenanceStateLabels[state]}</TextLink> : canPost ? <Alone base={base} at={at} /> : <span className="text-muted">Not planned yet</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Alone({ base, at }: { base: string; at: number }) {
  return (
    <form method="post" action={`${base}/occurrence`}>
      <input type="hidden" name="at" value={at} />
      <Button size="small" look="quiet">Move or cancel this one</Button>
    </form>
  );
}
