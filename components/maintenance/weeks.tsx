import { clsx } from "clsx";
import { addDays, formatInstant, localDate, startOfDay } from "#lib/core/time";
import { localParts } from "#lib/core/zone";

export interface WeekEntry {
  key: string;
  title: string;
  from: number;
  until: number;
  href: string;
  /** Computed only, nothing is planned for it yet. */
  isComputed: boolean;
}

const weeks = 4;
const shownADay = 3;
const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The next weeks at a glance, Monday first. The table below says the same in words, so a phone goes without it. */
export function Weeks({ entries, now, zone }: { entries: readonly WeekEntry[]; now: number; zone: string }) {
  const today = startOfDay(now, zone);
  const monday = addDays(today, -((localParts(today, zone).weekday + 6) % 7), zone);
  const days = Array.from({ length: weeks * 7 }, (_, index) => ({ from: addDays(monday, index, zone), until: addDays(monday, index + 1, zone) }));
  return (
    <table className="w-full table-fixed border-collapse text-xs max-md:hidden">
      <caption className="sr-only">Planned work of the next weeks, by day</caption>
      <thead><tr>{names.map((name) => <th key={name} scope="col" className="border-b border-line px-2 py-1.5 text-start font-medium text-muted">{name}</th>)}</tr></thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          <tr key={week}>
            {days.slice(week * 7, week * 7 + 7).map((day) => <Day key={day.from} day={day} isPast={day.until <= now} isToday={day.from === today} entries={entries.filter(({ from, until }) => from < day.until && until > day.from)} zone={zone} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, entries, isPast, isToday, zone }: { day: { from: number; until: number }; entries: readonly WeekEntry[]; isPast: boolean; isToday: boolean; zone: string }) {
  const isFirst = localDate(day.from, zone).endsWith("-01") || isToday;
  return (
    <td className={clsx("h-20 border border-line p-1.5 align-top", isPast && "bg-wash")}>
      <p className={clsx("tabular-nums", isToday ? "font-semibold text-ink" : "text-muted")}>{isFirst ? formatInstant(day.from, zone, "dayMonth") : localParts(day.from, zone).day}{isToday && <span className="sr-only"> (today)</span>}</p>
      <ul className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1">
        {entries.slice(0, shownADay).map(({ key, title, from, href, isComputed }) => (
          <li key={key}>
            <a href={href} title={title} className={clsx("block truncate rounded-sm border px-1.5 py-0.5 text-ink hover:border-edge", isComputed ? "border-dashed border-line" : "border-line bg-accent-wash")}>
              {from >= day.from && <span className="me-1 text-muted tabular-nums">{formatInstant(from, zone, "clock")}</span>}{title}
            </a>
          </li>
        ))}
      </ul>
      {entries.length > shownADay && <p className="mt-1 text-muted">and {entries.length - shownADay} more</p>}
    </td>
  );
}
