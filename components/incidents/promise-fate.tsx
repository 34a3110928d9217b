import { formatDuration, type InstantStyle } from "#lib/core/time";
import { type PromiseKind, promiseLabels } from "#lib/incidents/terms";
import { Time } from "../ui/time.tsx";

export type Promised = { kind: PromiseKind; dueAt: number; settledAt: number | null; isMissed: boolean; now: number };

const MINUTE_MS = 60_000;

/** What an update promised, and what became of it, in calm words. */
export function PromiseFate({ kind, dueAt, settledAt, isMissed, now, zone }: Promised & { zone: string }) {
  const show: InstantStyle = kind === "next_update" ? "timeUtc" : "full";
  return (
    <p className="text-xs text-muted">
      {promiseLabels[kind]} promised by <Time at={dueAt} zone={zone} show={show} />{fateOf({ dueAt, settledAt, isMissed, now })}
    </p>
  );
}

function fateOf({ dueAt, settledAt, isMissed, now }: Omit<Promised, "kind">): string {
  if (settledAt === null) return isMissed ? `, and ${late(now - dueAt)} late so far` : "";
  return isMissed ? `; it came ${late(settledAt - dueAt)} late` : "; it came in time";
}

function late(ms: number): string {
  return formatDuration(Math.max(MINUTE_MS, ms));
}
