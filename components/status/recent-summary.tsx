import { say, sayTime, sayLasting } from "#lib/language/rules/say";
import { localDate } from "#lib/core/time";
import { type IncidentImpact, incidentImpactLabels } from "#lib/incidents/terms";
import type { StatusView } from "#lib/status/terms";
import { impactMark } from "../incidents/incident-mark.tsx";
import { Icon } from "../ui/icon.tsx";
import { incidentHref, type Reader } from "./reader.tsx";
import { StateMark } from "./state-mark.tsx";

type Recent = StatusView["recent"];

/** "2 incidents, 18 min in all for you", the worst of each day, and the way to all of them. */
export function RecentSummary({ recent, reader, zone }: { recent: Recent; reader: Reader; zone: string }) {
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-sm">
        <p className="text-soft">{recent.sentence}</p>
        <a href={reader.historyHref} className="inline-flex items-center gap-1 py-1 font-medium text-accent hover:text-accent-strong">{say("All incidents")}<Icon name="arrow-right" className="size-3.5" /></a>
      </div>
      {recent.days.length > 0 && <ul className="mt-2 border-t border-line text-sm">{recent.days.map((day) => <Day key={day.from} day={day} reader={reader} zone={zone} />)}</ul>}
    </>
  );
}

function Day({ day, reader, zone }: { day: Recent["days"][number]; reader: Reader; zone: string }) {
  return (
    <li className="grid gap-x-4 border-b border-line py-2.5 sm:grid-cols-[6rem_minmax(0,1fr)]">
      <p className="text-muted"><time dateTime={localDate(day.from, zone)}>{sayTime({ at: day.from, zone }, "weekday")}</time></p>
      <ul className="grid gap-1">
        {day.worst.map(({ code, title, impact, lastedMs }) => (
          <li key={code} className="flex items-baseline gap-2.5">
            <StateMark state={impactMark(impact)} size="small" className="translate-y-0.5" />
            <a href={incidentHref(reader, code)} className="min-w-0 flex-1 hover:underline">{title}</a>
            <span className="text-xs whitespace-nowrap text-muted tabular-nums">{wordsOf(impact, lastedMs)}</span>
          </li>
        ))}
        {day.more > 0 && <li className="ps-6 text-muted">{say("and {count} more", { count: day.more })}</li>}
      </ul>
    </li>
  );
}

// Told afterwards with one time only: how long it lasted is not known.
function wordsOf(impact: IncidentImpact, lastedMs: number): string {
  return [...(impact === "none" ? [] : [say(incidentImpactLabels[impact])]), ...(lastedMs > 0 ? [sayLasting(lastedMs)] : [])].join(" · ");
}
