import { Say } from "../ui/say.tsx";
import { say, sayLasting } from "#lib/language/rules/say";
import type { InstantStyle } from "#lib/core/time";
import { type PromiseKind, promiseLabels } from "#lib/incidents/terms";
import { Time } from "../ui/time.tsx";

export type Promised = { kind: PromiseKind; dueAt: number; settledAt: number | null; isMissed: boolean };

const MINUTE_MS = 60_000;

/** What an update promised, and how it was kept, in calm words. What is still open stands at the head of the page. */
export function PromiseFate({ kind, dueAt, settledAt, isMissed, zone }: Promised & { zone: string }) {
  if (settledAt === null) return null;
  const show: InstantStyle = kind === "next_update" ? "timeUtc" : "full";
  return (
    <p className="text-xs text-muted">
      <Say words={isMissed ? "{what} promised by {time}; it came {lasted} late" : "{what} promised by {time}; it came in time"} what={say(promiseLabels[kind])} time={<Time at={dueAt} zone={zone} show={show} />} lasted={sayLasting(Math.max(MINUTE_MS, settledAt - dueAt))} />
    </p>
  );
}
