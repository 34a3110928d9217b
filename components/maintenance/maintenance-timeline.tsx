import { Say } from "../ui/say.tsx";
import { say } from "#lib/language/rules/say";
import { localDate } from "#lib/core/time";
import { maintenanceUpdateLabel } from "#lib/maintenance/terms";
import type { MaintenanceUpdateView } from "#lib/status/terms";
import { Prose } from "../ui/prose.tsx";
import { Span, Time } from "../ui/time.tsx";

interface TimelineProps {
  updates: readonly MaintenanceUpdateView[];
  /** Its times as they are now: what the last change made. */
  current: Times;
  zone: string;
  /** Of staff: who wrote it, and that nobody was told. */
  facts?: ReadonlyMap<string, { author: string | null; isQuiet: boolean }>;
}

/** What was said and changed, newest first; a change of times says from when to when. */
export function MaintenanceTimeline({ updates, current, zone, facts }: TimelineProps) {
  const times = timesAfter(updates, current);
  return (
    <ol className="border-t border-line">
      {updates.map((update) => (
        <li key={update.id} id={update.id} className="grid gap-2 border-b border-line py-5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="font-semibold">{say(maintenanceUpdateLabel(update))}</h3>
            <p className="text-xs text-muted"><Time at={update.occurredAt} zone={zone} show="full" /></p>
          </div>
          <Change update={update} became={times.get(update.id) ?? current} zone={zone} />
          {update.body !== "" && <Prose>{update.body}</Prose>}
          <Footnote update={update} zone={zone} facts={facts?.get(update.id)} />
        </li>
      ))}
    </ol>
  );
}

interface Times {
  from: number;
  until: number;
}

/** The times that each change made: those that the next change found. */
function timesAfter(updates: readonly MaintenanceUpdateView[], current: Times): ReadonlyMap<string, Times> {
  const found = new Map<string, Times>();
  let later = current;
  for (const { id, earlierFor, earlierUntil } of updates) {
    if (earlierFor === null || earlierUntil === null) continue;
    found.set(id, later);
    later = { from: earlierFor, until: earlierUntil };
  }
  return found;
}

function Change({ update, became, zone }: { update: MaintenanceUpdateView; became: Times; zone: string }) {
  const { kind, earlierFor, earlierUntil } = update;
  if (earlierFor === null || earlierUntil === null) return null;
  if (kind === "extended") {
    return <p className="text-sm text-soft"><Say words="The end was planned for {before}, then for {after}." before={<EndOf from={earlierFor} until={earlierUntil} zone={zone} />} after={<EndOf from={became.from} until={became.until} zone={zone} />} /></p>;
  }
  return <p className="text-sm text-soft"><Say words="Moved from {before} to {after}." before={<s><Span from={earlierFor} until={earlierUntil} zone={zone} /></s>} after={<Span from={became.from} until={became.until} zone={zone} />} /></p>;
}

function EndOf({ from, until, zone }: Times & { zone: string }) {
  return <Time at={until} zone={zone} show={localDate(from, zone) === localDate(until, zone) ? "timeUtc" : "full"} />;
}

const lateMs = 5 * 60_000;

function Footnote({ update: { occurredAt, recordedAt }, zone, facts }: { update: MaintenanceUpdateView; zone: string; facts: { author: string | null; isQuiet: boolean } | undefined }) {
  const isLate = recordedAt - occurredAt > lateMs;
  if (!facts && !isLate) return null;
  const who = facts && (facts.author ?? "By itself");
  return (
    <p className="text-xs text-muted">
      {[who, facts?.isQuiet && "nobody was told"].filter(Boolean).join(", ")}
      {isLate && <Say words={facts ? ", written down at {time}" : "Written down at {time}"} time={<Time at={recordedAt} zone={zone} show="full" />} />}
    </p>
  );
}
