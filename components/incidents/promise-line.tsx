import { Say } from "../ui/say.tsx";
import { say, type Words } from "#lib/language/rules/say";
import type { InstantStyle } from "#lib/core/time";
import { Icon } from "../ui/icon.tsx";
import { RelativeDue, Time } from "../ui/time.tsx";

export type PromiseLineProps = { dueAt: number; now: number; zone: string; what?: Words; show?: InstantStyle };

/** "Next update due 14:30 CET (13:30 UTC), in 12 min". A promise that is overdue is said to be. */
export function PromiseLine({ dueAt, now, zone, what = "Next update", show = "timeUtc" }: PromiseLineProps) {
  const isOverdue = dueAt < now;
  return (
    <p className="flex items-start gap-2 text-sm text-soft">
      <Icon name="clock" className={isOverdue ? "mt-0.5 text-danger-text" : "mt-0.5 text-muted"} />
      <span>
        <Say words={isOverdue ? "{what} was due {time}, {when}" : "{what} due {time}, {when}"} what={say(what)} time={<Time at={dueAt} zone={zone} show={show} />} when={<strong className={isOverdue ? "font-semibold text-danger-text" : "font-semibold text-ink"}><RelativeDue at={dueAt} now={now} /></strong>} />
      </span>
    </p>
  );
}
