import { clsx } from "clsx";
import { currentLanguage } from "#lib/core/language";
import { type InstantStyle, localDate, toIso } from "#lib/core/time";
import { sayAgo, sayDuration, sayInstant, sayRelative } from "#lib/core/time-words";

// portal.js rewrites all of these, on a page of React maybe before React looks.
export type TimeProps = { at: number; zone: string; show?: InstantStyle; className?: string };

/** An instant in the page's zone. portal.js rewrites it in the reader's, whatever `show` says, in the same shape. */
export function Time({ at, zone, show = "timeUtc", className }: TimeProps) {
  return <time suppressHydrationWarning dateTime={toIso(at)} data-local={show} data-zone={zone} className={clsx("tabular-nums", className)}>{sayInstant(at, { zone, language: currentLanguage(), style: show })}</time>;
}

/** "Sun 29 Nov, 02:00–03:00 CET"; the later day is named too where it is another one. */
export function Span({ from, until, zone }: { from: number; until: number; zone: string }) {
  const isOneDay = localDate(from, zone) === localDate(until, zone);
  return (
    <>
      <Time at={from} zone={zone} show="weekday" />, <Time at={from} zone={zone} show="clock" />–{!isOneDay && <><Time at={until} zone={zone} show="weekday" />, </>}<Time at={until} zone={zone} show="time" />
    </>
  );
}

/** "in 12 min" or "4 min late". Stands beside a `Time`, never alone. */
export function RelativeDue({ at, now }: { at: number; now: number }) {
  return <span suppressHydrationWarning data-due={at} className="whitespace-nowrap tabular-nums">{sayRelative({ due: at, now }, currentLanguage())}</span>;
}

/** How long something has been going on: "26 min". Counts up while the page is open. */
export function Elapsed({ since, now }: { since: number; now: number }) {
  return <span suppressHydrationWarning data-elapsed={since} className="whitespace-nowrap tabular-nums">{sayDuration(now - since, currentLanguage())}</span>;
}

export function Ago({ at, now }: { at: number; now: number }) {
  return <span suppressHydrationWarning data-ago={at} className="whitespace-nowrap tabular-nums">{sayAgo({ at, now }, currentLanguage())}</span>;
}
